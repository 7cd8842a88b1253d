import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { byInputState } from '../../contract/input-states';
import { byInputKind } from '../../contract/inputs';
import { type ReportQuality, WEEK_HOURS, type WeekHeat } from '../../contract/report';
import { heatKey, qualityKey } from '../../contract/report-keys';
import { byVersionedKind } from '../../contract/versioned-inputs';
import type { Blobs } from './blobs';

const hours = z.array(z.number().nonnegative()).length(WEEK_HOURS);
const heatSchema: z.ZodType<WeekHeat> = z.object({
  upMicros: hours,
  downMicros: hours,
  unknownMicros: hours,
});

const count = z.int().nonnegative();
const ids = z.array(z.string());
const stateCounts = z.object({
  counts: z.object(byInputState(() => count)),
  examples: z.object({ kept: ids, unreadable: ids }),
});
const qualitySchema: z.ZodType<ReportQuality> = z.object({
  polls: count,
  pollsOutsideHours: count,
  newestPollMicros: z.number().nullable(),
  rowsIn: count,
  duplicates: count,
  disagreements: count,
  quarantined: z.object(byInputKind(() => count.default(0))),
  storesWithoutTimezone: count,
  storesWithoutHours: count,
  storeStates: z.object(byVersionedKind(() => stateCounts)).exactOptional(),
  storesWithoutFigures: count.exactOptional(),
  storesSilent: count,
  unknownStoreIds: ids,
  warnings: z.array(z.string()),
});

/** @returns null when the report has none: its method is `count`, or an older version made it. */
export function readHeat(blobs: Blobs, reportId: string): Promise<WeekHeat | null> {
  return readJson(blobs, heatKey(reportId), heatSchema);
}

/** @returns null when an older version made the report. */
export function readQuality(blobs: Blobs, reportId: string): Promise<ReportQuality | null> {
  return readJson(blobs, qualityKey(reportId), qualitySchema);
}

/** Writes the fields in a fixed order: equal counts give equal bytes. */
export function writeQuality(blobs: Blobs, reportId: string, quality: ReportQuality): Promise<void> {
  return writeJson(blobs, qualityKey(reportId), qualitySchema.parse(quality));
}

export function writeHeat(blobs: Blobs, key: string, heat: WeekHeat): Promise<void> {
  return writeJson(blobs, key, heat);
}

async function writeJson(blobs: Blobs, key: string, content: object): Promise<void> {
  await blobs.write(key, (path) => writeFile(path, JSON.stringify(content)));
}

/** Reads the heat of a partition. @throws LoopwatchError STORAGE_DAMAGED when it does not exist. */
export async function readHeatAt(blobs: Blobs, key: string): Promise<WeekHeat> {
  return heatSchema.parse(JSON.parse(await readFile(await blobs.localPath(key), 'utf8')));
}

async function readJson<T>(blobs: Blobs, key: string, schema: z.ZodType<T>): Promise<T | null> {
  if (!(await blobs.exists(key))) return null;
  return schema.parse(JSON.parse(await readFile(await blobs.localPath(key), 'utf8')));
}
