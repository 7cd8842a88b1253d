import { rmSync } from 'node:fs';
import pl from 'nodejs-polars';
import type { BucketRange } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { freeMemory } from '../free-memory';
import { pollSpan } from '../log/poll-span';
import { type DedupedPolls, dedupePolls } from './dedupe-polls';
import type { PollBuffer } from './poll-buffer';
import type { StoreIndex } from './store-index';

/** A Parquet file of sorted rows: `store_id` and the columns of the kind. */
export interface OutputPart {
  readonly path: string;
  readonly rows: number;
  /** From the first to the last poll, both included; null for other inputs. */
  readonly span: Span | null;
  readonly buckets: BucketRange;
}

export interface OutputParts {
  readonly parts: readonly OutputPart[];
  readonly duplicates: number;
  /** Duplicates that differ from the row that replaced them. */
  readonly disagreements: number;
}

/** Writes polls without duplicates, one output part after the other, with the columns of the log's segments. */
export class OutputPartWriter {
  readonly #rowsPath: string;
  /** `store` (the rank) and `store_id`, in that order. */
  readonly #names: pl.DataFrame;
  readonly #ranks: Uint32Array;
  #written: OutputParts = { parts: [], duplicates: 0, disagreements: 0 };

  constructor(rowsPath: string, stores: StoreIndex) {
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

  get written(): OutputParts {
    return this.#written;
  }

  async write(polls: PollBuffer, buckets: BucketRange): Promise<void> {
    const { parts, duplicates, disagreements } = this.#written;
    if (parts.length > 0) await freeMemory();
    const deduped = dedupePolls(polls, this.#ranks, this.#ranks.length);
    const path = this.#pathOf(parts.length);
    const rows = this.#frame(deduped);
    rows.writeParquet(path, { compression: 'zstd' });
    const part = { path, rows: rows.height, span: pollSpan(rows), buckets };
    this.#written = {
      parts: [...parts, part],
      duplicates: duplicates + deduped.duplicates,
      disagreements: disagreements + deduped.disagreements,
    };
  }

  /** Removes all parts, also one that is not complete. */
  discard(): void {
    for (let part = 0; part <= this.#written.parts.length; part++)
      rmSync(this.#pathOf(part), { force: true });
  }

  #pathOf(part: number): string {
    return `${this.#rowsPath}.${part}.parquet`;
  }

  #frame({ columns: { store, atMicros, active } }: DedupedPolls): pl.DataFrame {
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
