import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { LoopwatchError } from '../../../contract/errors';
import { sqliteCodeOf } from './sqlite-errors';

const WAIT_MILLIS = 30_000;
const LOOK_MILLIS = 20;

export interface Turn {
  end(): void;
}

/**
 * Waits until no other process, and nothing else in this one, holds the turn kept by this file. SQLite lets neither two
 * switch a new file to its write-ahead log at once nor two make the same tables. A process that dies ends its turn.
 * @throws LoopwatchError UNAVAILABLE where the turn is held for half a minute.
 */
export async function takeTurn(file: string): Promise<Turn> {
  const gate = new Database(file, { timeout: 0 });
  const deadline = performance.now() + WAIT_MILLIS;
  while (!tryTake(gate)) {
    if (performance.now() > deadline) {
      gate.close();
      throw new LoopwatchError(
        'UNAVAILABLE',
        `Another process has been opening the catalogue beside ${file} for ${WAIT_MILLIS / 1_000} s`,
        'Look whether one hangs, and end it.',
      );
    }
    await wait(LOOK_MILLIS);
  }
  return { end: () => gate.close() };
}

function tryTake(gate: Database.Database): boolean {
  try {
    gate.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (sqliteCodeOf(error)?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
