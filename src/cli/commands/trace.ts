import { tracePoll } from '../../activities/trace/trace-poll';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { formatInstant, requireInstant } from '../../domain/time/instants';
import { withWorkerPorts } from '../process/with-worker-ports';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `loopwatch trace STORE INSTANT`: the ingested lines that gave a poll. @throws LoopwatchError NOT_FOUND */
export async function traceCommand(settings: Settings, storeId: string, instant: string): Promise<void> {
  const atMicros = requireInstant(instant, 'the instant');
  const { lines, notKept } = await withWorkerPorts(settings, settings, (ports) =>
    tracePoll(ports, { storeId, atMicros }),
  );
  const also = notKept.length === 0 ? null : `What these files gave is not kept: ${notKept.join(', ')}.`;
  if (lines.length === 0) {
    throw new LoopwatchError(
      'NOT_FOUND',
      `No kept line gives a poll of store ${storeId} at ${formatInstant(atMicros)}`,
      also ?? 'The store page lists the polls of a store with their instants, to the microsecond.',
    );
  }
  for (const { name, sourceId, line, raw, committedMicros, logVersion, ingestionId } of lines) {
    say(`${name}, line ${line}, of ${sourceId}: ${raw}`);
    say(
      `  ingested at ${formatInstant(committedMicros)}, log version ${logVersion}, ingestion ${ingestionId}`,
    );
  }
  if (lines.length > 1) say('Of these, the line of the later file holds, and of one file its last line.');
  if (also !== null) say(also);
}
