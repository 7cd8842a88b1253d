import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { FetchRequest } from '../../contract/ingest-payloads';
import type { FetchedFile, ReadMark } from '../../contract/inputs';
import { isDue } from '../../domain/log/ahead-of-clock';
import type { SourceFileState } from '../../storage/catalogue/file-catalogue';
import { startHeartbeat } from '../kit/with-heartbeat';
import type { ActivityPorts } from '../ports';
import { fileOutcome } from './file-outcome';
import { findSource } from './list-source';
import { isReadAlike, withoutReading } from './reading';

/** Copies a file from its source. Finds whether its content is new, has only grown, or is unchanged. */
export function createFetch({ catalogue, blobs, sources, clock, ingestsOnce }: ActivityPorts) {
  return async ({ ingestion, file }: FetchRequest): Promise<FetchedFile> => {
    const source = findSource(sources, file.sourceId);
    const before = await catalogue.files.get(file.sourceId, file.fileId);
    const place = `incoming/${ingestion.ingestionId}/${keyPart(`${file.sourceId}/${file.fileId}`)}`;
    // A timed-out attempt may end after its retry: with a key of its own it overwrites nothing.
    const key = `${place}-${activityInfo().attempt}`;
    const options = {
      signal: cancellationSignal(),
      onProgress: heartbeat,
      partialPath: await blobs.scratchPath(`${place}.part`),
    };
    let stopHeartbeat = () => {};
    const content = await blobs
      .write(key, async (path) => {
        await source.fetch({ ...file, fingerprint: withoutReading(file.fingerprint) }, path, options);
        // A stalled source is detected by missing heartbeats; reading the whole file sends them itself.
        stopHeartbeat = startHeartbeat();
        return readContent(path, before?.mark ?? null);
      })
      .finally(() => stopHeartbeat());
    const isAlike =
      isReadAlike(before?.fingerprint ?? '', file.fingerprint) && !isDue(before?.reading ?? null, clock());
    const isSame = before?.state === 'read' && before.mark?.sha256 === content.sha256;
    const isLineDue = isSame && before.reading?.hasOpenLine === true;
    const unchanged = isAlike && isSame && !isLineDue;
    if (unchanged)
      await noteUnchanged(catalogue.files, before, file.fingerprint, ingestion.ingestionId, clock());
    return {
      file,
      key,
      sizeBytes: content.sizeBytes,
      sha256: content.sha256,
      resumeFrom:
        isAlike && before?.kind === 'polls' && (content.grew || isLineDue) ? resumePoint(before.mark) : null,
      unchanged,
      isSeenAgain: isSame || ingestsOnce === true,
      ...(content.grew ? baseOf(before) : {}),
      revision: before?.revision ?? 0,
    };
  };
}

function keyPart(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function resumePoint(mark: ReadMark | null): FetchedFile['resumeFrom'] {
  return mark && mark.resumeLines > 0 ? { bytes: mark.resumeBytes, lines: mark.resumeLines } : null;
}

function baseOf(before: SourceFileState | null): Pick<FetchedFile, 'base'> {
  // Files of hours and timezones are small, and each version of them names the whole ones.
  if (before?.kind !== 'polls' || !before.mark || !before.reading?.delivery) return {};
  return { base: { bytes: before.mark.bytes, sha256: before.mark.sha256 } };
}

interface Content {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Whether the file starts with everything that was read before, and has more. */
  readonly grew: boolean;
}

/** Larger than the stream's default: with small chunks, reading costs as much as hashing. */
const CHUNK_BYTES = 1024 * 1024;

async function readContent(path: string, mark: ReadMark | null): Promise<Content> {
  const hash = createHash('sha256');
  const { size } = await stat(path);
  let grew = false;
  if (mark && mark.bytes > 0 && mark.bytes < size) {
    await readInto(hash, path, { end: mark.bytes - 1 });
    grew = hash.copy().digest('hex') === mark.sha256;
    await readInto(hash, path, { start: mark.bytes });
  } else {
    await readInto(hash, path, {});
  }
  return { sizeBytes: size, sha256: hash.digest('hex'), grew };
}

async function readInto(hash: Hash, path: string, part: { start?: number; end?: number }): Promise<void> {
  const stream = createReadStream(path, { ...part, highWaterMark: CHUNK_BYTES });
  for await (const chunk of stream) hash.update(chunk);
}

async function noteUnchanged(
  files: ActivityPorts['catalogue']['files'],
  before: SourceFileState,
  fingerprint: string,
  ingestionId: string,
  nowMicros: number,
): Promise<void> {
  const outcome = fileOutcome(before, { state: 'unchanged', kind: before.kind });
  await files.save(
    { ...before, fingerprint, updatedMicros: nowMicros },
    ingestionId,
    outcome,
    before.revision,
  );
}
