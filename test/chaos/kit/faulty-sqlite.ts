import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, SqliteDriver } from 'kysely';
import { guard, replace } from './faulty-calls';
import { currentLife } from './life';

const FAULTS = [
  ['SQLITE_FULL', 'database or disk is full'],
  ['SQLITE_IOERR_WRITE', 'disk I/O error'],
] as const;

/** The same for each statement of SQLite. */
export function takeOverSqlite(): void {
  for (const name of ['pragma', 'exec', 'prepare']) {
    const original: unknown = Reflect.get(Database.prototype, name);
    if (typeof original !== 'function') throw new Error(`There is no ${name}`);
    replace(
      Database.prototype,
      name,
      () =>
        function (this: Database.Database, ...args: unknown[]): unknown {
          currentLife()?.databases.add(this);
          return Reflect.apply(original, this, args);
        },
    );
  }
  const acquire = SqliteDriver.prototype.acquireConnection;
  replace(
    SqliteDriver.prototype,
    'acquireConnection',
    () =>
      async function (this: SqliteDriver): Promise<DatabaseConnection> {
        const connection = await acquire.call(this);
        return currentLife() ? faulty(connection) : connection;
      },
  );
}

function faulty(connection: DatabaseConnection): DatabaseConnection {
  const rollBack = () => connection.executeQuery(CompiledQuery.raw('rollback'));
  return {
    executeQuery: (query) =>
      guard(
        { kind: 'sql', call: query.sql.split(' ')[0] ?? '', on: query.sql.slice(0, 60) },
        () => connection.executeQuery(query),
        // SQLite may take the whole transaction back by itself.
        rollBack,
        () => faultOf(query.sql.length),
      ),
    streamQuery: (query, size) => connection.streamQuery(query, size),
  };
}

function faultOf(number: number): Error {
  const [code, message] = FAULTS[number % FAULTS.length] ?? FAULTS[0];
  return Object.assign(new Error(message), { name: 'SqliteError', code });
}
