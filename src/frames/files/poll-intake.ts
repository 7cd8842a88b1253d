import type pl from 'nodejs-polars';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import { readPollColumns, textColumn } from '../columns-io';
import type { LineBlock } from './line-blocks';
import { PartWriter, type SettledParts } from './part-writer';
import { PlainPolls } from './plain-polls';
import { planParts } from './plan-parts';
import { PollBuffer } from './poll-buffer';
import { PollSpill } from './poll-spill';
import type { RowIntake } from './row-intake';
import { StoreNumbers } from './store-index';

export interface PollIntakeOptions {
  /** Files of this name, a dot and more are written. */
  readonly rowsPath: string;
  /** About how many rows a part has, and so how many are held in memory. */
  readonly partRows: number;
  /** A later poll is no good one. */
  readonly latestMicros: number;
  /** Whether the header is that of plain polls. */
  readonly isPlain: boolean;
  /** Of the file, or of what is left of it to read. */
  readonly sizeBytes: number;
}

const USUAL_LINE_BYTES = 50;
const LONGEST_UNSPLIT_MICROS = 14 * MICROS_PER_DAY;

/**
 * The good polls of a file on their way into parts. Up to `partRows` are kept in memory; of a larger file, or one that
 * has to be split by weeks, they wait on the disk. Memory grows with the number of stores, not with that of polls.
 */
export class PollIntake implements RowIntake {
  readonly #options: PollIntakeOptions;
  readonly #stores = new StoreNumbers();
  readonly #polls = new PollBuffer();
  readonly #plain: PlainPolls | null;
  #spill: PollSpill | null = null;
  #span: Span | null = null;
  #putByCount = 0;

  constructor(options: PollIntakeOptions) {
    this.#options = options;
    this.#polls.reserve(Math.min(options.partRows, Math.ceil(options.sizeBytes / USUAL_LINE_BYTES)));
    this.#plain = options.isPlain ? new PlainPolls(this.#stores, options.latestMicros) : null;
  }

  get count(): number {
    return this.#putByCount + this.#polls.count;
  }

  takePlain(block: LineBlock): LineBlock {
    if (this.#plain === null) return block;
    const taken = this.#plain.read(block.bytes, this.#polls);
    this.#makeRoom();
    return { ...block, bytes: block.bytes.subarray(taken.bytes), firstLine: block.firstLine + taken.lines };
  }

  /** @param rows `store_id`, `at`, `active`. */
  add(rows: pl.DataFrame): void {
    if (rows.height === 0) return;
    const stores = rows.select('store_id').unique().withRowCount('store');
    const numbers = textColumn(stores, 'store_id').map((id) => this.#stores.numberOfText(id));
    this.#polls.append(readPollColumns(rows.join(stores, { on: 'store_id', how: 'left' })), numbers);
    this.#makeRoom();
  }

  async settle(): Promise<SettledParts> {
    const { rowsPath, partRows } = this.#options;
    const span = this.#polls.spanWith(this.#span);
    if (span === null) return { parts: [], duplicates: 0, disagreements: 0 };
    const isLong = span.toMicros - span.fromMicros > LONGEST_UNSPLIT_MICROS;
    const writer = new PartWriter(rowsPath, this.#stores);
    try {
      if (this.#spill === null && !isLong && this.#polls.count <= partRows) {
        await writer.write(this.#polls, ALL_BUCKETS);
      } else {
        const spill = this.#putBy();
        for (const { weeks, buckets } of planParts(spill.counts(), isLong, partRows))
          await writer.write(spill.read(weeks, buckets), buckets);
      }
      return writer.written;
    } catch (error) {
      writer.discard();
      throw error;
    }
  }

  close(): void {
    this.#spill?.close();
  }

  #makeRoom(): void {
    if (this.#polls.count > this.#options.partRows) this.#putBy();
  }

  #putBy(): PollSpill {
    this.#spill ??= new PollSpill(`${this.#options.rowsPath}.spill`, this.#stores);
    this.#span = this.#polls.spanWith(this.#span);
    this.#putByCount += this.#polls.count;
    this.#spill.put(this.#polls);
    return this.#spill;
  }
}
