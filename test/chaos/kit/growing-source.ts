import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const POLLS = 'store_id,status,timestamp_utc\n';
const HOURS = 'store_id,day,start_time_local,end_time_local\na,4,09:00,17:00\n';
const STORES = ['a', 'b', 'c'] as const;
const START = Date.UTC(2023, 0, 20);
const MILLIS_PER_HOUR = 3_600_000;
/** Then a new file begins. */
const HOURS_EACH = 40;

/** A source to which each delivery adds an hour's polls, and who knows all that it delivered. */
export class GrowingSource {
  readonly folder: string;
  readonly #delivered: string[] = [];
  #hours = 0;

  constructor(root: string) {
    this.folder = path.join(root, 'source');
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path.join(this.folder, 'hours.csv'), HOURS);
  }

  deliver(): void {
    const hour = this.#hours++;
    const time = new Date(START + hour * MILLIS_PER_HOUR).toISOString().slice(0, 19).replace('T', ' ');
    const lines = STORES.map((store, index) => [
      store,
      (hour + index) % 3 === 0 ? 'inactive' : 'active',
      `${time} UTC`,
    ]);
    const text = lines.map((line) => `${line.join(',')}\n`).join('');
    const file = path.join(this.folder, `polls ${Math.floor(hour / HOURS_EACH)}.csv`);
    if (hour % HOURS_EACH === 0) writeFileSync(file, POLLS + text);
    else appendFileSync(file, text);
    this.#delivered.push(...lines.map((line) => line.join('|')));
  }

  /** Every poll once, sorted. */
  get polls(): readonly string[] {
    return [...this.#delivered].sort();
  }
}
