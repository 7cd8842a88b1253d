/** `npm run soak`: lets a worker live through simulated days, and measures what grows, for SOAK.md and its plots. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ActivityPorts } from '../../src/activities/ports';
import { Cleanups } from '../../src/cli/process/cleanups';
import { placesIn } from '../../src/cli/process/open-ports';
import { openWorkerPorts } from '../../src/cli/process/open-worker-ports';
import { loadSettings } from '../../src/config/settings';
import type { RetentionPolicy } from '../../src/contract/maintenance';
import { NO_NOTICES } from '../../src/contract/notices';
import { reportRequestSchema, toReportOptions } from '../../src/domain/report/report-request';
import { MICROS_PER_HOUR } from '../../src/domain/time/instants';
import { FolderSource } from '../../src/sources/folder-source';
import { datedBlobs } from './dated-blobs';
import { type Driver, driverOf } from './drive';
import { GrowingSource, startOfRun } from './growing-source';
import { type Sample, takeSample } from './sample';
import { soakPlots } from './soak-plot';
import { soakText } from './soak-text';

const HOURS = 24;
const HOURS_PER_REPORT = 2;
const HOURS_PER_PDF = 12;
const MAINTENANCE_HOUR = 3;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      days: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      polls: { type: 'string', default: '15' },
      keep: { type: 'string', default: '5' },
      out: { type: 'string', default: 'bench' },
    },
  });
  const days = Number(values.days);
  const kept = Number(values.keep);
  const retention = {
    pollsDays: Number(values.polls),
    reportsDays: kept,
    quarantineDays: kept,
    deliveriesDays: kept,
  };
  const samples = await live(days, Number(values.seed), retention);
  mkdirSync(path.join(values.out, 'plots'), { recursive: true });
  for (const { name, svg } of soakPlots(samples))
    writeFileSync(path.join(values.out, 'plots', `${name}.svg`), svg);
  const text = soakText(samples, retention);
  writeFileSync(path.join(values.out, 'SOAK.md'), text);
  console.log(text);
}

async function live(days: number, seed: number, retention: RetentionPolicy): Promise<readonly Sample[]> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-soak-'));
  const dataDir = path.join(root, 'data');
  const cleanups = new Cleanups();
  try {
    const source = new GrowingSource(path.join(root, 'source'), seed);
    let nowMicros = startOfRun(Date.now() * 1_000) - days * HOURS * MICROS_PER_HOUR;
    const clock = () => nowMicros;
    const driver = driverOf(await openPortsAt(clock, { dataDir, source, retention }, cleanups));
    const samples: Sample[] = [];
    for (let hour = 0; hour < days * HOURS; hour++) {
      nowMicros += MICROS_PER_HOUR;
      source.addHour(hour, nowMicros);
      await liveHour(driver, hour);
      if (hour % HOURS !== HOURS - 1) continue;
      samples.push(takeSample((hour + 1) / HOURS, dataDir));
      console.error(`day ${samples.length}: ${JSON.stringify(samples.at(-1)?.process)}`);
    }
    return samples;
  } finally {
    await cleanups.run();
    rmSync(root, { recursive: true, force: true });
  }
}

async function liveHour(driver: Driver, hour: number): Promise<void> {
  await driver.ingest();
  if (hour % HOURS_PER_REPORT === 1) {
    const formats = hour % HOURS_PER_PDF === 1 ? ['csv', 'json', 'pdf'] : ['csv', 'json'];
    await driver.report(toReportOptions(reportRequestSchema.parse({ formats })));
  }
  if (hour % HOURS !== MAINTENANCE_HOUR) return;
  const damages = await driver.maintain();
  if (damages.length > 0) throw new Error(`The maintenance found damage: ${damages.join('; ')}`);
}

interface World {
  readonly dataDir: string;
  readonly source: GrowingSource;
  readonly retention: RetentionPolicy;
}

/** The ports of a worker, by another clock. */
async function openPortsAt(
  clock: () => number,
  { dataDir, source, retention }: World,
  cleanups: Cleanups,
): Promise<ActivityPorts> {
  const fail = (error: unknown) => {
    throw error;
  };
  const time = { now: () => clock() / 1_000, wait: async () => undefined };
  const ports = await openWorkerPorts(
    {
      places: placesIn(dataDir),
      settings: { ...loadSettings(), retention },
      openSources: (peek) => [new FolderSource(source.folder, { peek, time })],
      notices: NO_NOTICES,
      onThreadFailure: fail,
      onHealed: (key) => fail(new Error(`${key} was damaged`)),
    },
    cleanups,
  );
  return { ...ports, clock, blobs: datedBlobs(ports.blobs, clock) };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
