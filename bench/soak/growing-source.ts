import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { type Random, randomFromSeed } from '../../src/domain/generate/random';
import { formatInstant, MICROS_PER_DAY, MICROS_PER_HOUR } from '../../src/domain/time/instants';

const STORES = 50;
/** A day's file is removed after so many days, as where people tidy up. */
const DAYS_OF_FILES = 3;
const HOURS_PER_BAD_ROW = 6;
const DAYS_PER_NEW_HOURS = 5;

/** A folder of files that grow hour by hour, by a seed. */
export class GrowingSource {
  readonly #random: Random;

  constructor(
    readonly folder: string,
    seed: number,
  ) {
    this.#random = randomFromSeed(seed);
    mkdirSync(folder, { recursive: true });
    this.#writeHours(0);
    const zones = stores().map(
      (store) => `${store},${store % 2 === 0 ? 'Europe/Berlin' : 'America/New_York'}\n`,
    );
    this.#put('zones.csv', `store_id,timezone_str\n${zones.join('')}`);
  }

  /** @param hour counted from the start; @param nowMicros its instant */
  addHour(hour: number, nowMicros: number): void {
    const day = Math.floor(hour / 24);
    const name = `polls-${day}.csv`;
    if (hour % 24 === 0) {
      this.#put(name, 'store_id,status,timestamp_utc\n');
      rmSync(path.join(this.folder, `polls-${day - DAYS_OF_FILES}.csv`), { force: true });
      if (day % DAYS_PER_NEW_HOURS === 0) this.#writeHours(day);
    }
    const rows = stores().map((store) => {
      const at = nowMicros - uniformInt(this.#random, 0, MICROS_PER_HOUR - 1);
      const status = uniformInt(this.#random, 0, 9) === 0 ? 'inactive' : 'active';
      return `${store},${status},${formatInstant(at)}\n`;
    });
    if (hour % HOURS_PER_BAD_ROW === 0) rows.push(`1,unclear,${formatInstant(nowMicros)}\n`);
    appendFileSync(path.join(this.folder, name), rows.join(''));
  }

  #writeHours(day: number): void {
    const rows = stores().flatMap((store) =>
      Array.from({ length: 7 }, (_, weekday) => `${store},${weekday},0${8 + (day % 2)}:00,20:00\n`),
    );
    this.#put('hours.csv', `store_id,day,start_time_local,end_time_local\n${rows.join('')}`);
  }

  #put(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }
}

function stores(): readonly number[] {
  return Array.from({ length: STORES }, (_, index) => index + 1);
}

/** The first hour of a run: a full day, so that equal seeds give equal days. */
export function startOfRun(nowMicros: number): number {
  return nowMicros - (nowMicros % MICROS_PER_DAY);
}
