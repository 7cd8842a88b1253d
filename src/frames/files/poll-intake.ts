import type pl from 'nodejs-polars';
import { ALL_BUCKETS } from '../../contract/buckets';
import type { Span } from '../../contract/report';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import { readPollColumns, textColumn } from '../columns-io';
import type { LineBlock } from './line-blocks';
import { type OutputParts, OutputPartWriter } from './output-part-writer';
import { PlainPolls } from './plain-polls';
import { planOutputParts } from './plan-output-parts';
import { PollBuffer } from './poll-buffer';
import { PollSpill } from './poll-spill';
import type { RowIntake } from './row-intake';
import { StoreIndex } from './store-index';

export interface PollIntakeOptions {
  /** The output files' names start with it and a dot. */
  readonly rowsPath: string;
  /** About how many rows an output part has, and so how many are kept in memory. */
  readonly partRows: number;
  /** A later poll is not good. */
  readonly latestMicros: number;
  /** Whether the header has the usual columns in the usual order. */
  readonly isPlain: boolean;
  /** The bytes that are still to be read. */
  readonly sizeBytes: number;
}

const USUAL_LINE_BYTES = 50;
const MAX_UNSPLIT_MICROS = 14 * MICROS_PER_DAY;

/**
 * Collects the good polls of a file and writes them as output parts. Up to `partRows` polls stay in memory; those of a
 * larger file, or of one that is split by weeks, go to disk. Memory grows with the number of stores, not of polls.
 */
export class PollIntake implements RowIntake {
  readonly #options: PollIntakeOptions;
  readonly #stores = new StoreIndex();
  readonly #polls = new PollBuffer();
  readonly #plain: PlainPolls | null;
  #spill: PollSpill | null = null;
  #span: Span | null = null;
  #spilledCount = 0;

  constructor(options: PollIntakeOptions) {
    this.#options = options;
    this.#polls.reserve(Math.min(options.partRows, Math.ceil(options.sizeBytes / USUAL_LINE_BYTES)));
    this.#plain = options.isPlain ? new PlainPolls(this.#stores, options.latestMicros) : null;
  }

  get count(): number {
    return this.#spilledCount + this.#polls.count;
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

  /** A poll that cannot be read says nothing of other polls. */
  addUnreadable(): void {}

  get rowsOfUnknownStores(): number {
    return 0;
  }

  async writeParts(): Promise<OutputParts> {
    const { rowsPath, partRows } = this.#options;
    const span = this.#polls.spanWith(this.#span);
    if (span === null) return { parts: [], duplicates: 0, disagreements: 0 };
    const isLong = span.toMicros - span.fromMicros > MAX_UNSPLIT_MICROS;
    const writer = new OutputPartWriter(rowsPath, this.#stores);
    try {
      if (this.#spill === null && !isLong && this.#polls.count <= partRows) {
        await writer.write(this.#polls, ALL_BUCKETS);
      } else {
        const spill = this.#spillPolls();
        for (const { weeks, buckets } of planOutputParts(spill.counts(), isLong, partRows))
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
    if (this.#polls.count > this.#options.partRows) this.#spillPolls();
  }

  #spillPolls(): PollSpill {
    this.#spill ??= new PollSpill(`${this.#options.rowsPath}.spill`, this.#stores);
    this.#span = this.#polls.spanWith(this.#span);
    this.#spilledCount += this.#polls.count;
    this.#spill.put(this.#polls);
    return this.#spill;
  }
}
