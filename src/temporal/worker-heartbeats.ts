import { type Client, isGrpcServiceError } from '@temporalio/client';
import { TASK_QUEUE } from '../contract/names';

/** How often a worker process of Loopwatch tells Temporal that it lives. */
export const HEARTBEAT_SECONDS = 5;
/** So many heartbeats may be missed, and the clocks of two machines may differ by nearly as much. */
const MISSED = 4;
const MAX_WORKERS = 1_000;
const UNIMPLEMENTED = 12;

/** Seconds are a 64-bit number of a library. */
interface Span {
  readonly seconds?: unknown;
  readonly nanos?: number | null;
}

/** What Temporal tells of a worker, as far as it is used here. */
interface Heartbeat {
  readonly workerIdentity?: string | null;
  readonly heartbeatTime?: Span | null;
  readonly elapsedSinceLastHeartbeat?: Span | null;
}

/**
 * The names of workers whose heartbeats have stopped. Those without any are not among them: their last poll has to do.
 * Older servers keep no heartbeats.
 */
export async function silentWorkers(
  client: Client,
  namespace: string,
  nowMicros: number,
): Promise<ReadonlySet<string>> {
  const heartbeats = await listHeartbeats(client, namespace);
  const beating = heartbeats.filter((heartbeat) => !isSilent(heartbeat, nowMicros / 1_000));
  const names = new Set(heartbeats.map(({ workerIdentity }) => workerIdentity ?? ''));
  // A process id may be used again: the name then has heartbeats of two processes.
  for (const { workerIdentity } of beating) names.delete(workerIdentity ?? '');
  return names;
}

async function listHeartbeats(client: Client, namespace: string): Promise<readonly Heartbeat[]> {
  try {
    const query = `TaskQueue = '${TASK_QUEUE}'`;
    const answer = await client.workflowService.listWorkers({ namespace, pageSize: MAX_WORKERS, query });
    return (answer.workersInfo ?? []).flatMap(({ workerHeartbeat }) => workerHeartbeat ?? []);
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === UNIMPLEMENTED) return [];
    throw error;
  }
}

/** The first heartbeat of a worker does not say when the next is due. */
function isSilent({ heartbeatTime, elapsedSinceLastHeartbeat }: Heartbeat, nowMillis: number): boolean {
  const intervalMillis = millisOf(elapsedSinceLastHeartbeat);
  if (intervalMillis === 0) return false;
  return millisOf(heartbeatTime) < nowMillis - MISSED * intervalMillis;
}

function millisOf(time: Span | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;
}
