import { randomUUID } from 'node:crypto';
import { LoopwatchError } from '../../contract/errors';
import { FORMAT_FACTS } from '../../contract/formats';
import type { ReportQuality } from '../../contract/report';
import { reportFolder } from '../../contract/report-keys';
import { sha256Of } from '../../storage/blobs/blob-files';
import { readQuality } from '../../storage/blobs/report-blobs';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import type { ActivityPorts } from '../ports';
import { createAggregate } from '../report/aggregate';
import { computeWhole } from '../report/compute-whole';
import { createFilter } from '../report/filter';
import { createLoad } from '../report/load';
import { createLocalize } from '../report/localize';
import { createRender } from '../report/render';

/** A file of a report, computed again from what the report is made of. */
export interface RecomputedFile {
  readonly key: string;
  readonly isEqual: boolean;
}

/**
 * Computes a completed report again from its pins, and compares its files byte for byte.
 * @throws LoopwatchError NOT_FOUND, NOT_READY, and STORAGE_DAMAGED where an input or a file of it is damaged
 */
export async function recomputeReport(
  ports: ActivityPorts,
  reportId: string,
): Promise<readonly RecomputedFile[]> {
  const record = await ports.catalogue.reports.get(reportId);
  if (!record) throw new LoopwatchError('NOT_FOUND', `There is no report ${reportId}`);
  const quality = await readQuality(ports.blobs, reportId);
  if (record.state !== 'Completed' || quality === null)
    throw new LoopwatchError('NOT_READY', `Report ${reportId} did not complete: it is ${record.state}`);
  const ownId = `verify-${randomUUID()}`;
  try {
    return await compare(asReport(ports, record), ownId, record, quality);
  } finally {
    await ports.blobs.removeFolder(reportFolder(ownId));
  }
}

/** The same ports, in which the record belongs to every id. */
function asReport(ports: ActivityPorts, record: ReportRecord): ActivityPorts {
  const reports = { ...ports.catalogue.reports, get: async () => record };
  return { ...ports, catalogue: { ...ports.catalogue, reports } };
}

async function compare(
  ports: ActivityPorts,
  reportId: string,
  { options, files }: ReportRecord,
  quality: ReportQuality,
): Promise<RecomputedFile[]> {
  const stages = {
    load: createLoad(ports),
    localize: createLocalize(ports),
    filter: createFilter(ports),
    aggregate: createAggregate(ports),
  };
  const render = createRender(ports);
  // Its warnings come from what was known when it was made.
  const content = { ...(await computeWhole(stages, reportId, options)), quality };
  const compared: RecomputedFile[] = [];
  for (const { format, key } of files) {
    // Partitions of many stores keep no polls for drawing.
    const drawn = FORMAT_FACTS[format].drawsWeeks ? {} : { intervalsKey: null, pollsKey: null };
    const again = await render({ reportId, format, ...content, ...drawn });
    compared.push({ key, isEqual: await haveEqualBytes(ports, key, again.key) });
  }
  return compared;
}

async function haveEqualBytes({ blobs }: ActivityPorts, left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([left, right].map(async (key) => sha256Of(await blobs.localPath(key))));
  return a === b;
}
