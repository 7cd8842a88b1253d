import type { Blobs } from '../blobs/blobs';
import type { Catalogue } from '../catalogue/catalogue';
import { COMMIT_STREAMS } from './follow-commits';
import { ingestionKey, keepIngestion, keepReport, RECORDS_FOLDER, recordKey } from './kept-records';

const PAGE = 500;

/**
 * Keeps in the blobs the reports and ingestions of a release that kept them in the catalogue alone: a rebuilt catalogue
 * would lack them. Call it before its changes become commits.
 */
export async function keepEarlierRecords(catalogue: Catalogue, blobs: Blobs): Promise<void> {
  if (!(await hasDrifted(catalogue))) return;
  const kept = new Set<string>();
  for await (const { key } of blobs.list(RECORDS_FOLDER)) kept.add(key);
  for await (const report of pages((after: Report | null) => catalogue.reports.page(after, PAGE)))
    if (!kept.has(recordKey(report))) await keepReport(blobs, report);
  for await (const ingestion of pages((after: Ingestion | null) => catalogue.ingestions.page(after, PAGE)))
    if (ingestion.state !== 'Running' && !kept.has(ingestionKey(ingestion.id)))
      await keepIngestion(blobs, ingestion);
}

type Report = Awaited<ReturnType<Catalogue['reports']['page']>>[number];
type Ingestion = Awaited<ReturnType<Catalogue['ingestions']['page']>>[number];

async function hasDrifted(catalogue: Catalogue): Promise<boolean> {
  for (const stream of COMMIT_STREAMS) if (await catalogue.commits.hasDrifted(stream)) return true;
  return false;
}

async function* pages<T>(read: (after: T | null) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let after: T | null = null; ; ) {
    const page = await read(after);
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}
