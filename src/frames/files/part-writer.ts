import { rmSync } from 'node:fs';
import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { freeFrames } from '../free-frames';
import { spanOfPolls } from '../log/dedupe-rows';
import { type SettledPolls, settlePolls } from './dedupe-polls';
import type { PollBuffer } from './poll-buffer';
import type { StoreNumbers } from './store-index';

/** Sorted rows of a file, as Parquet: `store_id` and what the kind has. */
export interface ParsedPart {
  readonly path: string;
  readonly rows: number;
  /** From the first to the last poll, both included; null for other inputs. */
  readonly span: Span | null;
  readonly buckets: BucketRange;
}

export interface SettledParts {
  readonly parts: readonly ParsedPart[];
  readonly duplicates: number;
  /** Duplicates whose word differed from the one after them. */
  readonly disagreements: number;
}

/** Settles polls and writes them, part by part, in the form of the log's segments. */
export class PartWriter {
  readonly #rowsPath: string;
  /** `store`, by rank, and `store_id`. */
  readonly #names: pl.DataFrame;
  readonly #ranks: Uint32Array;
  #written: SettledParts = { parts: [], duplicates: 0, disagreements: 0 };

  constructor(rowsPath: string, stores: StoreNumbers) {
    this.#rowsPath = rowsPath;
    const texts = Array.from({ length: stores.count }, (_, number) => stores.text(number));
    const sorted = pl
      .DataFrame([pl.Series('store_id', texts, pl.Utf8)])
      .withRowCount('number')
      .sort('store_id');
    this.#ranks = new Uint32Array(stores.count);
    sorted
      .getColumn('number')
      .toArray()
      .forEach((number, rank) => {
        this.#ranks[Number(number)] = rank;
      });
    this.#names = sorted.select('store_id').withRowCount('store');
  }

  get written(): SettledParts {
    return this.#written;
  }

  async write(polls: PollBuffer, buckets: BucketRange): Promise<void> {
    const { parts, duplicates, disagreements } = this.#written;
    if (parts.length > 0) await freeFrames();
    const settled = settlePolls(polls, this.#ranks, this.#ranks.length);
    const path = this.#pathOf(parts.length);
    const rows = this.#frame(settled);
    rows.writeParquet(path, { compression: 'zstd' });
    const part = { path, rows: rows.height, span: spanOfPolls(rows), buckets };
    this.#written = {
      parts: [...parts, part],
      duplicates: duplicates + settled.duplicates,
      disagreements: disagreements + settled.disagreements,
    };
  }

  /** Removes what was written, a part under way included. */
  discard(): void {
    for (let part = 0; part <= this.#written.parts.length; part++)
      rmSync(this.#pathOf(part), { force: true });
  }

  #pathOf(part: number): string {
    return `${this.#rowsPath}.${part}.parquet`;
  }

  #frame({ columns: { store, atMicros, active } }: SettledPolls): pl.DataFrame {
    return pl
      .DataFrame([
        pl.Series('store', store),
        pl.Series('at', atMicros).cast(pl.Int64),
        pl.Series('active', active).cast(pl.Bool),
      ])
      .join(this.#names, { on: 'store', how: 'inner' })
      .select('store_id', 'at', 'active');
  }
}
