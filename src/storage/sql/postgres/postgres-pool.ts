import { Socket } from 'node:net';
import { Pool, TypeOverrides, types } from 'pg';
import { LoopwatchError } from '../../../contract/errors';

const MAX_CONNECTIONS = 10;
const CONNECT_MILLIS = 10_000;
const STATEMENT_MILLIS = 30_000;
const IDLE_MILLIS = 30_000;
/** Longer than any statement and any idle connection: a connection that is silent for this long is dead. */
const SILENCE_MILLIS = 40_000;

/** For queries: every wait has a time limit. */
export function openQueryPool(url: string): Pool {
  return keepRunning(
    new Pool({
      ...common(url),
      max: MAX_CONNECTIONS,
      idleTimeoutMillis: IDLE_MILLIS,
      statement_timeout: STATEMENT_MILLIS,
      idle_in_transaction_session_timeout: STATEMENT_MILLIS,
      stream: openSocket,
    }),
  );
}

/** For migrations: one may take long on a large table, and other processes wait for it. */
export function openMigrationPool(url: string): Pool {
  return keepRunning(new Pool({ ...common(url), max: 1 }));
}

function common(url: string) {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
    fallback_application_name: 'loopwatch',
    types: safeTypes(),
  } as const;
}

/** The pool replaces a lost connection and its query fails. Without a listener, the error would end the process. */
function keepRunning(pool: Pool): Pool {
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** When the other end vanishes silently, the operating system would wait for 15 minutes. */
function openSocket(): Socket {
  const socket = new Socket();
  socket.setTimeout(SILENCE_MILLIS, () =>
    socket.destroy(
      new LoopwatchError(
        'UNAVAILABLE',
        `PostgreSQL has not answered for ${SILENCE_MILLIS / 1_000} s`,
        'Check the database and the network.',
      ),
    ),
  );
  return socket;
}

function safeTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(types.builtins.INT8, readInt8);
  return overrides;
}

function readInt8(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new LoopwatchError('STORAGE_DAMAGED', `The catalogue holds the number ${text}, which is too large`);
}
