import type { ValidateRequest } from '../contract/activity-payloads';
import { LoopwatchError } from '../contract/errors';
import type { ValidatedFile } from '../contract/inputs';
import type { ParsedFile } from '../frames/parse-file';
import { heartbeatWhile } from './heartbeat-while';
import type { ActivityPorts } from './ports';

/** Reads a fetched file into its good rows and its quarantine. */
export function createValidate({ blobs, computing, clock }: ActivityPorts) {
  return async ({ fetched }: ValidateRequest): Promise<ValidatedFile> => {
    const rowsKey = `${fetched.key}.rows.parquet`;
    const quarantineKey = `quarantine/${fetched.key.slice('incoming/'.length)}.jsonl`;
    const path = await blobs.localPath(fetched.key);
    const parsed = await blobs.write(rowsKey, (rowsPath) =>
      blobs.write(quarantineKey, (quarantinePath) =>
        heartbeatWhile(
          computing.run('parseFile', {
            path,
            nowMicros: clock(),
            resumeFrom: fetched.resumeFrom,
            rowsPath,
            quarantinePath,
          }),
        ).catch((error: unknown) => {
          throw named(error, fetched.file.name);
        }),
      ),
    );
    if (parsed.quarantined === 0) await blobs.remove(quarantineKey);
    return {
      fetched,
      kind: parsed.kind,
      rowsKey,
      quarantineKey: parsed.quarantined === 0 ? null : quarantineKey,
      rowsIn: parsed.rowsIn,
      rowsGood: parsed.rowsGood,
      duplicatesInFile: parsed.duplicates,
      disagreementsInFile: parsed.disagreements,
      quarantined: parsed.quarantined,
      reasons: parsed.reasons,
      span: parsed.span,
      mark: markOf(fetched.sizeBytes, fetched.sha256, parsed),
    };
  };
}

function markOf(bytes: number, sha256: string, parsed: ParsedFile): ValidatedFile['mark'] {
  return { bytes, sha256, resumeBytes: parsed.end.bytes, resumeLines: parsed.end.lines };
}

function named(error: unknown, name: string): unknown {
  return error instanceof LoopwatchError
    ? new LoopwatchError(error.code, `${name}: ${error.message}`, error.remedy, { cause: error })
    : error;
}
