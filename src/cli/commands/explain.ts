import type { ActivityPorts } from '../../activities/ports';
import type { Settings } from '../../config/settings';
import type { Method } from '../../contract/methods';
import { formatExplanation } from '../../domain/explain/explain-text';
import type { Explanation } from '../../domain/explain/explain-types';
import { createQueries } from '../../queries/create-queries';
import { createQueryTasks } from '../../queries/tasks';
import { pinReport } from '../../storage/catalogue/pin-report';
import { sameThread } from '../../thread-pool/task-runner';
import { ingestOnce, withLocalRun } from '../process/local-run';
import { requireFolder } from '../process/require-folder';

interface ExplainRequest {
  readonly storeId: string;
  /** null: the latest poll of the log. */
  readonly asOfMicros: number | null;
  readonly method: Method;
  readonly holdSeconds: number;
}

export interface ExplainCommand extends ExplainRequest {
  readonly settings: Settings;
  /** The folder to ingest. */
  readonly sourceDir: string;
  readonly stateDir: string | null;
}

/** `loopwatch explain`: ingests a folder and shows how one store's figures are computed. */
export async function explainCommand(command: ExplainCommand): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  await requireFolder(command.sourceDir, 'Name the folder of your CSV files with --data.');
  const explanation = await withLocalRun({ ...command, say }, async (run) => {
    await ingestOnce(run);
    return explainLatest(run.ports, command);
  });
  process.stdout.write(formatExplanation(explanation));
}

/** @throws LoopwatchError NO_DATA where the log is empty, NOT_FOUND where it holds no poll of the store up to as-of. */
export async function explainLatest(
  ports: Pick<ActivityPorts, 'catalogue' | 'blobs'>,
  request: ExplainRequest,
): Promise<Explanation> {
  const { pins } = await pinReport(ports.catalogue, request);
  return createQueries(ports, sameThread(createQueryTasks())).explain({ storeId: request.storeId, pins });
}
