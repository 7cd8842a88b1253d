import { z } from 'zod';
import type { Delivery } from '../../contract/file-reading';
import { DATE_ORDERS, DAY_NUMBERINGS } from '../../contract/file-reading';
import { FORMATS } from '../../contract/formats';
import { TROUBLE_KINDS } from '../../contract/input-states';
import {
  type FileOutcome,
  type FileReading,
  INPUT_KINDS,
  type IngestSummary,
  type ReadMark,
  type VersionNotes,
} from '../../contract/inputs';
import type { MaintenanceSummary, Verification } from '../../contract/maintenance';
import { METHODS } from '../../contract/methods';
import type { RenderedFile, ReportPins } from '../../contract/report';
import { versionPins } from '../../contract/versioned-inputs';

/** Schemas of the catalogue's JSON columns: what the database returns is checked like any other input. */
export const readMarkSchema: z.ZodType<ReadMark> = z.object({
  bytes: z.number(),
  sha256: z.string(),
  resumeBytes: z.number(),
  resumeLines: z.number(),
});

/** null: unknown. */
export const emailsSchema = z.array(z.string()).nullable();

const reasonsSchema = z.record(z.string(), z.number());

const readingShape = {
  rowsIn: z.number(),
  rows: z.number(),
  reasons: reasonsSchema,
  rowsOfUnknownStores: z.number(),
  note: z.string().optional(),
};

const base = z.object({ bytes: z.number(), sha256: z.string() });

const deliverySchema: z.ZodType<Delivery> = z.object({
  key: z.string(),
  base: base.nullable(),
  sizeBytes: z.number(),
  sha256: z.string(),
  sheet: z.string().nullable(),
  resumeFrom: z.object({ bytes: z.number(), lines: z.number() }).nullable(),
  isSeenAgain: z.boolean(),
  reading: z.object({
    nowMicros: z.number(),
    dateOrder: z.enum(DATE_ORDERS).nullable(),
    dayNumbering: z.enum(DAY_NUMBERINGS).nullable(),
    partRows: z.number(),
  }),
  span: z.object({ fromMicros: z.number(), toMicros: z.number() }).nullable(),
  sourceIds: z.array(z.string()),
});

export const fileReadingSchema: z.ZodType<FileReading> = z.object({
  ...readingShape,
  newestMicros: z.number().nullish(),
  aheadFromMicros: z.number().nullish(),
  hasOpenLine: z.boolean().optional(),
  delivery: deliverySchema.optional(),
  changedMicros: z.number().optional(),
  firstIngestionId: z.string().optional(),
});

export const versionNotesSchema: z.ZodType<VersionNotes> = z.object({
  ingestionId: z.string().nullable(),
  recipe: z.string(),
  files: z.array(
    z.object({ sourceId: z.string(), name: z.string(), quarantined: z.number(), ...readingShape }),
  ),
  rejected: z.array(z.object({ sourceId: z.string(), name: z.string(), message: z.string() })),
  removed: z.array(z.string()),
  conflicts: z.array(
    z.object({ holds: z.string(), other: z.string(), stores: z.number(), example: z.string() }),
  ),
  stores: z.object({
    given: z.number(),
    keptLost: z.number(),
    keptUnreadable: z.number(),
    unreadable: z.number(),
  }),
  rowsOfUnknownStores: z.number(),
});

export const fileOutcomeSchema: z.ZodType<FileOutcome> = z.object({
  sourceId: z.string(),
  fileId: z.string(),
  name: z.string(),
  state: z.enum(['accepted', 'unchanged', 'rejected', 'held']),
  kind: z.enum(INPUT_KINDS).nullable(),
  rowsIn: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  disagreements: z.number(),
  quarantined: z.number(),
  reasons: reasonsSchema,
  quarantineKey: z.string().nullable(),
  message: z.string().nullable(),
});

const passedOverSchema = z.object({
  files: z.array(z.object({ name: z.string(), reason: z.string(), mayBeInput: z.boolean() })),
  more: z.number(),
});

export const ingestSummarySchema: z.ZodType<IngestSummary> = z.object({
  filesListed: z.number(),
  filesUnchanged: z.number(),
  outcomes: z.array(fileOutcomeSchema),
  problems: z.array(z.string()),
  passedOver: passedOverSchema.optional(),
  logVersion: z.number(),
  message: z.string(),
  troubles: z.array(z.object({ kind: z.enum(TROUBLE_KINDS), text: z.string() })).optional(),
});

const verificationSchema: z.ZodType<Verification> = z.object({
  nights: z.number(),
  files: z.number(),
  bytes: z.number(),
  commits: z.number(),
  unhashed: z.number(),
  orphans: z.number(),
  remade: z.array(z.string()),
  remadeCount: z.number(),
  damages: z.array(z.string()),
  damageCount: z.number(),
});

export const maintenanceSummarySchema: z.ZodType<MaintenanceSummary> = z.object({
  segmentsMerged: z.number(),
  segmentsMade: z.number(),
  segmentsExpired: z.number(),
  reportsExpired: z.number(),
  quarantineFilesExpired: z.number(),
  deliveriesExpired: z.number().optional(),
  filesRemoved: z.number(),
  bytesFreed: z.number(),
  verification: verificationSchema.optional(),
  problems: z.array(z.string()),
  message: z.string(),
});

export const reportPinsSchema: z.ZodType<ReportPins> = z.object({
  asOfMicros: z.number(),
  method: z.enum(METHODS),
  methodVersion: z.number(),
  holdSeconds: z.number(),
  logVersion: z.number(),
  ...versionPins(() => z.number().default(0)),
  tzdbVersion: z.string(),
});

export const renderedFilesSchema: z.ZodType<RenderedFile[]> = z.array(
  z.object({ format: z.enum(FORMATS), key: z.string(), sizeBytes: z.number() }),
);

export function fromJson<T>(schema: z.ZodType<T>, text: string | null): T | null {
  return text === null ? null : schema.parse(JSON.parse(text));
}
