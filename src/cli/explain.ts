import { pinReport } from '../activities/pin-report';
import type { ActivityPorts } from '../activities/ports';
import type { Settings } from '../config/settings';
import { LoopwatchError } from '../contract/errors';
import type { Method } from '../contract/report';
import { explainStore } from '../domain/explain';
import { nearIds } from '../domain/explain-near-ids';
import { formatExplanation } from '../domain/explain-text';
import type { Explanation } from '../domain/explain-types';
import { lookedAt } from '../domain/explain-words';
import { formatInstant } from '../domain/instants';
import { readKnownStores, readStoreInputs } from '../frames/explain-store';
import { takeIn, withLocalRun } from './local-run';
import { requireFolder } from './require-folder';

interface ExplainRequest {
  readonly storeId: string;
  /** null: the latest poll of the log. */
  readonly asOfMicros: number | null;
  readonly method: Method;
  readonly holdSeconds: number;
}

export interface ExplainCommand extends ExplainRequest {
  readonly settings: Settings;
  /** The folder to take in. */
  readonly sourceDir: string;
  readonly stateDir: string | null;
}

/** `loopwatch explain`: takes a folder in and shows how one store's figures come about. */
export async function explainCommand(command: ExplainCommand): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await requireFolder(command.sourceDir, 'Name the folder of your CSV files with --data.');
  const explanation = await withLocalRun({ ...command, say }, async (run) => {
    await takeIn(run);
    return explainFromCatalogue(run.ports, command);
  });
  process.stdout.write(formatExplanation(explanation));
}

/** @throws LoopwatchError NO_DATA where the log is empty, NOT_FOUND where it holds no poll of the store up to as-of. */
export async function explainFromCatalogue(
  { catalogue, blobs }: Pick<ActivityPorts, 'catalogue' | 'blobs'>,
  request: ExplainRequest,
): Promise<Explanation> {
  const { pins, log, hours, timezones } = await pinReport(catalogue, request);
  const { asOfMicros } = pins;
  requireStore(await blobs.localPath(log.storesKey), request.storeId, asOfMicros);
  const span = lookedAt(asOfMicros);
  const segments = await catalogue.log.segments(log.version, span);
  const inputs = readStoreInputs({
    storeId: request.storeId,
    segmentPaths: await Promise.all(segments.map(({ key }) => blobs.localPath(key))),
    span,
    hoursPath: hours && (await blobs.localPath(hours.key)),
    timezonesPath: timezones && (await blobs.localPath(timezones.key)),
  });
  return explainStore({ storeId: request.storeId, pins, ...inputs });
}

/** A report has a row of the same stores: those with a poll up to as-of. */
function requireStore(storesPath: string, storeId: string, asOfMicros: number): void {
  const stores = readKnownStores(storesPath);
  const store = stores.find((one) => one.storeId === storeId);
  if (!store) {
    const near = nearIds(
      storeId,
      stores.map((one) => one.storeId),
    );
    throw new LoopwatchError(
      'NOT_FOUND',
      `The log holds no poll of a store "${storeId.slice(0, 200)}"`,
      near.length > 0 ? `Was one of these meant: ${near.join(', ')}?` : 'Check the store id in the polls.',
    );
  }
  if (store.firstPollMicros > asOfMicros) {
    throw new LoopwatchError(
      'NOT_FOUND',
      `The store ${storeId} has no poll up to ${formatInstant(asOfMicros)}`,
      `Its first is of ${formatInstant(store.firstPollMicros)}: ask for an instant from then on.`,
    );
  }
}
