import path from 'node:path';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { Places } from '../../../src/cli/process/open-ports';
import { FolderSource } from '../../../src/sources/folder-source';
import { openWorkerPorts } from '../../support/ports';
import { newPast, type Past } from '../../support/workflows-by-hand';
import { faultyComputing } from './faulty-calls';
import { Life, type Plan } from './life';
import { newSource, STEPS } from './scenario';

const MOST_TRIES = 4;

export interface Played {
  readonly operations: number;
  /** What was said of steps that failed. */
  readonly failures: readonly string[];
  readonly wasKilled: boolean;
}

export interface Faults {
  readonly plan: Plan;
  /** A step has failed: who runs the service repairs what is broken. */
  readonly repair?: () => void;
  readonly over?: Partial<Places>;
  readonly onLife?: (life: Life) => void;
  /** A run begins. */
  readonly onRun?: (place: Place) => void;
  /** Where to go on; by default at the start. */
  readonly from?: Place;
}

/** How far the scenario is. */
export interface Place {
  readonly step: number;
  readonly past: Past;
}

/**
 * Plays the scenario in a folder. A step that fails comes again, like the next hour's ingestion; after a kill another
 * process goes on where the history ends.
 */
export async function play(folder: string, faults: Faults): Promise<Played> {
  const { over = {}, from, repair } = faults;
  const source = newSource(folder);
  const failures: string[] = [];
  let life = new Life(faults.plan);
  faults.onLife?.(life);
  let ports: ActivityPorts | null = null;
  let wasKilled = false;
  const open = () => openAs(folder, source, over);
  for (const [index, step] of STEPS.entries()) {
    if (from && index < from.step) continue;
    const isUnderWay = from?.step === index;
    if (!isUnderWay) step.deliver(source);
    let past = isUnderWay ? from.past : newRun(index, 0, repair);
    for (let tries = 1; ; tries++) {
      if (tries > MOST_TRIES) throw new Error(`The step "${step.name}" never ends: ${failures.join('; ')}`);
      faults.onRun?.({ step: index, past });
      try {
        const done = await life.live(async () => {
          ports ??= await open();
          await step.run(ports, past);
        });
        if (done) break;
        wasKilled = true;
        life = new Life(() => 'go');
        ports = null;
      } catch (error) {
        failures.push(`${step.name}: ${error instanceof Error ? error.message : String(error)}`);
        repair?.();
        past = newRun(index, tries, repair);
      }
    }
  }
  const { operations } = life;
  await closeAll(ports);
  return { operations, failures, wasKilled };
}

/** Reports that were asked for later come later. */
function newRun(step: number, tries: number, repair?: () => void): Past {
  return newPast({ clock: () => 1 + step * MOST_TRIES + tries }, repair);
}

export async function openAs(
  folder: string,
  source: string,
  over: Partial<Places> = {},
): Promise<ActivityPorts> {
  const ports = await openWorkerPorts(path.join(folder, 'data'), [new FolderSource(source)], undefined, over);
  return { ...ports, computing: faultyComputing(ports.computing) };
}

async function closeAll(ports: ActivityPorts | null): Promise<void> {
  await ports?.catalogue.close();
}
