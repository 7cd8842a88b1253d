import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { systemCodeOf } from '../contract/disk-errors';
import { LoopwatchError } from '../contract/errors';
import { limitBytes } from './byte-limit';
import { cannotOpen } from './cannot-open';
import { describeZlibError } from './gzip-file';
import type { UnpackLimits } from './unpack-limits';

/** An open ZIP archive: its files, without folders. */
export interface ZipArchive {
  readonly entries: readonly Entry[];
  /** The unpacked bytes of a file. @throws LoopwatchError FILE_REJECTED: encrypted, damaged or too large. */
  read(entry: Entry): AsyncGenerator<Buffer>;
}

/** Opens an archive for as long as `use` runs. @throws LoopwatchError FILE_REJECTED */
export async function withZip<T>(
  path: string,
  limits: UnpackLimits,
  use: (archive: ZipArchive) => Promise<T>,
): Promise<T> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw describeZipError(error);
  });
  try {
    const entries = await entriesOf(zip, limits);
    return await use({ entries, read: (entry) => readEntry(zip, entry, limits) });
  } catch (error) {
    throw describeZipError(error);
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile, { maxEntries }: UnpackLimits): Promise<Entry[]> {
  if (zip.entryCount > maxEntries) {
    throw cannotOpen(
      `it is an archive of ${zip.entryCount.toLocaleString('en')} files`,
      'Put the CSV files themselves into the source.',
    );
  }
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
  return entries;
}

async function* readEntry(zip: ZipFile, entry: Entry, limits: UnpackLimits): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) {
    throw cannotOpen('it is protected by a password', 'Save it without a password.');
  }
  if (!entry.canDecodeFileData()) {
    throw cannotOpen('it is packed in a way that few programs can read', 'Pack it again as an ordinary ZIP.');
  }
  const stream: Readable = await zip.openReadStreamPromise(entry);
  try {
    yield* limitBytes(entry.compressedSize, limits)(stream);
  } catch (error) {
    throw describeZipError(error);
  } finally {
    stream.destroy();
  }
}

/** An error of the ZIP library in words; errors of the system as they are. */
function describeZipError(error: unknown): unknown {
  const described = describeZlibError(error);
  if (described !== error || error instanceof LoopwatchError) return described;
  if (!(error instanceof Error) || systemCodeOf(error) !== null) return error;
  return /encryption/.test(error.message)
    ? cannotOpen('it is protected by a password', 'Save it without a password.', error)
    : cannotOpen(
        `it is damaged, or its copy was cut short (${error.message})`,
        'Copy or download it again.',
        error,
      );
}
