import path from 'node:path';
import { z } from 'zod';
import type { ActivityPorts } from '../../../src/activities/ports';
import { isRetryable, LoopwatchError } from '../../../src/contract/errors';
import { FolderSource } from '../../../src/sources/folder-source';
import { ingestByHand } from '../ingest-by-hand';
import { compactByHand } from '../maintain-by-hand';
import { openWorkerPorts } from '../ports';
import { reportByHand } from '../report-by-hand';
import { obeyOrders } from './obey-orders';

/** Does what a worker does: so many times, or until it is killed. */
obeyOrders(z.object({ folder: z.string(), rounds: z.number() }), async ({ folder, rounds }) => {
  const source = new FolderSource(path.join(folder, 'source'));
  const ports = await openWorkerPorts(path.join(folder, 'data'), [source]);
  for (let round = 0; round < rounds; round++) await work(ports);
  await ports.catalogue.close();
  return 'done';
});

async function work(ports: ActivityPorts): Promise<void> {
  try {
    await ingestByHand(ports);
    await compactByHand(ports);
    await reportByHand(ports);
  } catch (error) {
    if (!isForAnotherTry(error)) throw error;
  }
}

/** Another worker was first: Temporal would try again, and so does the next round. */
function isForAnotherTry(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof LoopwatchError && (isRetryable(cause.code) || cause.code === 'SUPERSEDED');
}
