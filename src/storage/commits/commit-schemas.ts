import { z } from 'zod';
import { INPUT_KINDS } from '../../contract/inputs';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { StreamState } from '../catalogue/commit-catalogue';
import type { NewFileState } from '../catalogue/file-catalogue';
import type { VersionCommit } from '../catalogue/input-catalogue';
import type { LogCommit, LogCompaction } from '../catalogue/log-catalogue';
import {
  fileOutcomeSchema,
  fileReadingSchema,
  readMarkSchema,
  versionNotesSchema,
} from '../sql/json-columns';

/** What one commit says; the fields are those of the catalogue's own methods. */
export type CommitBody =
  | ({ readonly type: 'append' } & LogCommit)
  | ({ readonly type: 'merge' } & LogCompaction)
  | ({ readonly type: 'version' } & VersionCommit)
  /** A person put the held version into use. */
  | { readonly type: 'accept' }
  /** Everything that the catalogue held, of a release without commits. */
  | { readonly type: 'state'; readonly state: StreamState };

const count = z.int().nonnegative();
const micros = z.int();
const kind = z.enum(VERSIONED_KINDS);

const segmentShape = {
  key: z.string(),
  rows: count,
  corrections: count,
  span: z.object({ fromMicros: micros, toMicros: micros }),
  buckets: z.object({ from: count, to: count }),
  sizeBytes: count,
};
const placeShape = { addedVersion: count, part: count };

const fileState: z.ZodType<NewFileState> = z.object({
  sourceId: z.string(),
  fileId: z.string(),
  name: z.string(),
  kind: z.enum(INPUT_KINDS).nullable(),
  fingerprint: z.string(),
  mark: readMarkSchema.nullable(),
  rowsKey: z.string().nullable(),
  state: z.enum(['read', 'rejected', 'gone']),
  message: z.string().nullable(),
  quarantined: count,
  reading: fileReadingSchema.nullable(),
  updatedMicros: micros,
});

const appendShape = {
  ingestionId: z.string(),
  expectedVersion: count,
  committedMicros: micros,
  storesKey: z.string(),
  storeCount: count,
  segments: z.array(z.object(segmentShape)),
  file: fileState,
  // Nothing else changes the file while commits are followed.
  expectedRevision: z.unknown().transform(() => null),
  outcome: fileOutcomeSchema,
};

const mergeShape = {
  maintenanceId: z.string(),
  committedMicros: micros,
  removed: z.array(z.object(placeShape)),
  added: z.array(z.object(segmentShape)),
};

const inputShape = {
  kind,
  key: z.string(),
  rows: count,
  stores: count,
  quarantined: count,
  state: z.enum(['used', 'held']),
  reason: z.string().nullable(),
  notes: versionNotesSchema.nullable(),
};

const versionShape = {
  expected: z.object({ newest: count, inUse: count }),
  committedMicros: micros,
  next: z.object(inputShape),
  files: z.array(fileState),
  acceptedLosses: z.object({ storeIds: z.array(z.string()).nullable() }).optional(),
  outcomes: z.object({ ingestionId: z.string(), changed: z.array(fileOutcomeSchema) }).nullable(),
};

const logVersionShape = {
  version: count,
  storesKey: z.string(),
  storeCount: count,
  newestMicros: micros.nullable(),
  pollsTotal: count,
  rowsInTotal: count,
  duplicatesTotal: count,
  disagreementsTotal: count,
  quarantinedTotal: z.int(),
  committedMicros: micros,
  ingestionId: z.string(),
  sourceId: z.string(),
  fileId: z.string(),
  newPolls: z.int(),
};

const recordedSegmentShape = {
  ...segmentShape,
  ...placeShape,
  precedence: count,
  removedVersion: count.nullable(),
};

const stateSchema: z.ZodType<StreamState> = z.union([
  z.object({
    of: z.literal('log'),
    versions: z.array(z.object(logVersionShape)),
    segments: z.array(z.object(recordedSegmentShape)),
    files: z.array(fileState),
  }),
  z.object({
    of: kind,
    versions: z.array(z.object({ ...inputShape, version: count, committedMicros: micros })),
    files: z.array(fileState),
  }),
]);

export const commitBodySchema: z.ZodType<CommitBody> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('append'), ...appendShape }),
  z.object({ type: z.literal('merge'), ...mergeShape }),
  z.object({ type: z.literal('version'), ...versionShape }),
  z.object({ type: z.literal('accept') }),
  z.object({ type: z.literal('state'), state: stateSchema }),
]);
