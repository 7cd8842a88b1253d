import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  MAX_WEEKS_DRAWN,
  type ReportDocument,
  type ReportFormat,
  type ReportPins,
  type ReportQuality,
} from '../contract/report';
import type { WeekHeat } from '../contract/week-heat';
import { openFigures, readFigures } from '../frames/report/aggregate';
import { readStoreWeeks } from '../frames/report/store-weeks';
import { renderCsv } from '../render/csv';
import { renderJson } from '../render/json';
import { renderPdf } from '../render/pdf';

export interface RenderInputs {
  readonly format: ReportFormat;
  readonly pins: ReportPins;
  readonly quality: ReportQuality;
  readonly extended: boolean;
  readonly fullTable: boolean;
  readonly figuresPath: string;
  readonly heat: WeekHeat | null;
  /** What each store's week is drawn from, where they are few; null where they are not. */
  readonly weeks: { readonly intervalsPath: string; readonly pollsPath: string } | null;
  readonly outPath: string;
}

/** Writes one of a report's files. */
export async function renderFile(inputs: RenderInputs): Promise<undefined> {
  await pipeline(await contentOf(inputs), createWriteStream(inputs.outPath));
}

async function contentOf(inputs: RenderInputs): Promise<Readable> {
  const { pins, quality, extended, fullTable, figuresPath } = inputs;
  switch (inputs.format) {
    case 'csv':
      return Readable.from(renderCsv({ pins, quality, stores: openFigures(figuresPath) }, { extended }));
    case 'json':
      return Readable.from(renderJson({ pins, quality, stores: openFigures(figuresPath) }));
    case 'pdf':
      return Readable.from(await renderPdf(readDocument(inputs), { fullTable }));
  }
}

function readDocument({ pins, quality, heat, figuresPath, weeks }: RenderInputs): ReportDocument {
  const stores = readFigures(figuresPath);
  const storeIds = stores.map((store) => store.storeId);
  const draw = weeks !== null && stores.length <= MAX_WEEKS_DRAWN;
  return { pins, quality, stores, heat, weeks: draw ? readStoreWeeks({ storeIds, pins, ...weeks }) : [] };
}
