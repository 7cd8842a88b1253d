import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RenderRequest } from '../contract/activity-payloads';
import type { RenderedFile, ReportDocument } from '../contract/report';
import { reportFileKey } from '../contract/report-keys';
import { readFigures } from '../frames/aggregate';
import { readStoreWeeks } from '../frames/store-weeks';
import { renderCsv } from '../render/csv';
import { renderJson } from '../render/json';
import { renderPdf } from '../render/pdf';
import { readHeat } from '../store/report-blobs';
import type { ActivityPorts } from './ports';

/** Up to so many stores, the PDF has a page with the week drawn for each. */
const MAX_WEEKS_DRAWN = 12;

/** Writes one of a report's files. */
export function createRender({ blobs }: ActivityPorts) {
  return async (request: RenderRequest): Promise<RenderedFile> => {
    const document = await readDocument(blobs, request);
    const key = reportFileKey(request.reportId, request.format);
    const content = await contentOf(document, request);
    await blobs.write(key, (path) => pipeline(content, createWriteStream(path)));
    return { format: request.format, key, sizeBytes: await blobs.sizeBytes(key) };
  };
}

async function readDocument(blobs: ActivityPorts['blobs'], request: RenderRequest): Promise<ReportDocument> {
  const { pins, quality } = request;
  const stores = readFigures(await blobs.localPath(request.figuresKey));
  const draw = request.format === 'pdf' && stores.length <= MAX_WEEKS_DRAWN;
  const weeks = draw
    ? readStoreWeeks({
        storeIds: stores.map((store) => store.storeId),
        intervalsPath: await blobs.localPath(request.intervalsKey),
        pollsPath: await blobs.localPath(request.pollsKey),
        pins,
      })
    : [];
  const heat = request.heatKey ? await readHeat(blobs, request.reportId) : null;
  return { pins, quality, stores, weeks, heat };
}

async function contentOf(document: ReportDocument, request: RenderRequest): Promise<Readable> {
  switch (request.format) {
    case 'csv':
      return Readable.from(renderCsv(document, { extended: request.extended }));
    case 'json':
      return Readable.from(renderJson(document));
    case 'pdf':
      return Readable.from(await renderPdf(document, { fullTable: request.fullTable }));
  }
}
