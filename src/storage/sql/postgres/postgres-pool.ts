import { Socket } from 'node:net';
import { Pool, TypeOverrides, types } from 'pg';
import { LoopwatchError } from '../../../contract/errors';

const MOST_CONNECTIONS = 10;
const CONNECT_MILLIS = 10_000;
const STATEMENT_MILLIS = 30_000;
const IDLE_MILLIS = 30_000;
/** Longer than any statement and any idle connection last: what is silent for as long is dead. */
const SILENCE_MILLIS = 40_000;

/** For queries: nothing is waited for without end. */
export function openQueryPool(url: string): Pool {
  return keepRunning(
    new Pool({
      ...common(url),
      max: MOST_CONNECTIONS,
      idleTimeoutMillis: IDLE_MILLIS,
      statement_timeout: STATEMENT_MILLIS,
      idle_in_transaction_session_timeout: STATEMENT_MILLIS,
      stream: openSocket,
    }),
  );
}

/** For migrations: one may take long on a large table, and others wait for it. */
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

/** A lost connection is replaced; the query that needed it says so, and an error that nobody listens to would end the process. */
function keepRunning(pool: Pool): Pool {
  const ignore = () => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** Where the other end vanished without a word, the operating system would go on waiting for a quarter of an hour. */
function openSocket(): Socket {
  const socket = new Socket();
  socket.setTimeout(SILENCE_MILLIS, () =>
    socket.destroy(
      new LoopwatchError(
        'UNAVAILABLE',
        `PostgreSQL has not answered for ${SILENCE_MILLIS / 1_000} s`,
        'Look at the database and at the network in between.',
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
