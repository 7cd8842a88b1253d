import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LoopwatchError } from '../../contract/errors';
import { dataSetFiles, type GeneratedFile, TRUTH_FILE } from '../../domain/generate/data-set';
import { checkGenerateOptions, type GenerateOptions } from '../../domain/generate/generate-options';
import { formatInstant } from '../../domain/time/instants';

export interface GenerateSummary {
  /** Absolute. */
  readonly outDir: string;
  readonly stores: number;
  readonly seed: number;
  /** The polled time, `[from, to)`, as ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly WrittenFile[];
}

export interface WrittenFile {
  readonly name: string;
  /** Without the header. */
  readonly rows: number;
  readonly bytes: number;
}

const CHUNK_CHARACTERS = 1 << 18;

/**
 * Generates a data set: the three inputs and `truth.csv`. The same options give the same bytes.
 * It replaces an earlier data set in the folder, and never touches a file of the same name that it did not generate.
 * @throws LoopwatchError INVALID_INPUT for an unusable option or folder, SETUP where writing fails.
 */
export async function generateDataSet(
  options: GenerateOptions & { readonly out: string },
): Promise<GenerateSummary> {
  const dataSet = checkGenerateOptions(options);
  const outDir = requireOut(options.out);
  const files = dataSetFiles(dataSet);
  try {
    await mkdir(outDir, { recursive: true });
    await refuseForeignFiles(outDir, files);
    const written = await writeAll(outDir, files);
    const { fromMicros, toMicros } = dataSet.span;
    const span = { from: formatInstant(fromMicros), to: formatInstant(toMicros) };
    return { outDir, stores: dataSet.stores, seed: dataSet.seed, ...span, files: written };
  } catch (error) {
    throw error instanceof LoopwatchError ? error : writeFailure(outDir, error);
  }
}

function requireOut(out: string): string {
  if (out.trim() !== '') return resolve(out);
  throw new LoopwatchError('INVALID_INPUT', '--out is empty', 'Name the folder to write into.');
}

async function refuseForeignFiles(outDir: string, files: readonly GeneratedFile[]): Promise<void> {
  const present = await readdir(outDir);
  const taken = files.map(({ name }) => name).filter((name) => present.includes(name));
  if (taken.length === 0) return;
  if (taken.includes(TRUTH_FILE.name) && (await isTruthFile(join(outDir, TRUTH_FILE.name)))) return;
  throw new LoopwatchError(
    'INVALID_INPUT',
    `${outDir} already holds ${taken.join(', ')}, which generate did not write`,
    'Choose another folder with --out, or move those files away.',
  );
}

async function isTruthFile(path: string): Promise<boolean> {
  const firstLine = `${TRUTH_FILE.header}\n`;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(firstLine.length), 0, firstLine.length, 0);
    return buffer.toString('utf8', 0, bytesRead) === firstLine;
  } finally {
    await file.close();
  }
}

/** Writes under other names first, so that a reader of the folder never sees half a file. */
async function writeAll(outDir: string, files: readonly GeneratedFile[]): Promise<readonly WrittenFile[]> {
  const partialPath = ({ name }: GeneratedFile) => join(outDir, `${name}.partial`);
  try {
    const written: WrittenFile[] = [];
    for (const file of files) written.push(await writeFile(file, partialPath(file)));
    for (const file of files) await rename(partialPath(file), join(outDir, file.name));
    return written;
  } catch (error) {
    // The first failure matters. Failures of the clean-up do not.
    await Promise.allSettled(files.map((file) => rm(partialPath(file), { force: true })));
    throw error;
  }
}

async function writeFile(file: GeneratedFile, path: string): Promise<WrittenFile> {
  const counts = { rows: 0, bytes: 0 };
  await pipeline(Readable.from(chunks(file, counts)), createWriteStream(path));
  return { name: file.name, ...counts };
}

function* chunks(file: GeneratedFile, counts: { rows: number; bytes: number }): Generator<Buffer> {
  let text = `${file.header}\n`;
  for (const line of file.lines()) {
    text += `${line}\n`;
    counts.rows += 1;
    if (text.length < CHUNK_CHARACTERS) continue;
    counts.bytes += text.length;
    yield Buffer.from(text, 'latin1');
    text = '';
  }
  counts.bytes += text.length;
  yield Buffer.from(text, 'latin1');
}

function writeFailure(outDir: string, error: unknown): LoopwatchError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LoopwatchError(
    'SETUP',
    `The data set could not be written to ${outDir}: ${reason}`,
    'Check that --out is a writable folder and that the disk has space.',
    { cause: error },
  );
}
