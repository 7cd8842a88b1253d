import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReportFormat } from '../contract/formats';
import {
  MAX_WEEKS_DRAWN,
  type ReportDocument,
  type ReportPins,
  type ReportQuality,
  type ReportTable,
  type WeekHeat,
} from '../contract/report';
import type { VersionPaths } from '../contract/versioned-inputs';
import { openFigures, readFigures } from '../frames/report/figures-file';
import { readStoreWeeks } from '../frames/report/store-weeks';
import { renderCsv } from '../render/csv';
import { renderJson } from '../render/json';
import { renderPdf } from '../render/pdf';

export interface RenderInputs {
  readonly format: ReportFormat;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly extended: boolean;
  readonly rawCsv?: true | undefined;
  readonly fullTable: boolean;
  readonly figuresPath: string;
  readonly heat: WeekHeat | null;
  /** The inputs of the drawing of each store's week; null where there are too many stores to draw. */
  readonly weeks: (VersionPaths & { readonly intervalsPath: string; readonly pollsPath: string }) | null;
  readonly outPath: string;
}

/** Writes one of a report's files. @returns the hash of what it wrote, which costs less now than by reading it again */
export async function renderFile(inputs: RenderInputs): Promise<{ readonly sha256: string }> {
  const content = await CONTENT[inputs.format](inputs);
  const hash = createHash('sha256');
  await pipeline(Readable.from(hashed(content, hash)), createWriteStream(inputs.outPath));
  return { sha256: hash.digest('hex') };
}

type Content = Iterable<string> | readonly [Buffer];

function* hashed(content: Content, hash: Hash): Generator<Buffer> {
  for (const chunk of content) {
    const bytes = Buffer.from(chunk);
    hash.update(bytes);
    yield bytes;
  }
}

/** A format of tables reads the stores as it writes them; one of pages needs them all. */
const CONTENT: Readonly<Record<ReportFormat, (inputs: RenderInputs) => Content | Promise<Content>>> = {
  csv: (inputs) => renderCsv(openTable(inputs), inputs),
  json: (inputs) => renderJson(openTable(inputs)),
  pdf: async (inputs) => [await renderPdf(readDocument(inputs), inputs)],
};

function openTable({ pins, quality, figuresPath }: RenderInputs): ReportTable {
  return { pins, quality, stores: openFigures(figuresPath) };
}

function readDocument({ pins, quality, heat, figuresPath, weeks }: RenderInputs): ReportDocument {
  const stores = readFigures(figuresPath);
  const storeIds = stores.map((store) => store.storeId);
  const draw = weeks !== null && stores.length <= MAX_WEEKS_DRAWN;
  return { pins, quality, stores, heat, weeks: draw ? readStoreWeeks({ storeIds, pins, ...weeks }) : [] };
}
