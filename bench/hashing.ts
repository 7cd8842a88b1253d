import { createHash } from 'node:crypto';
import path from 'node:path';
import { publishFile, withTempFile } from '../src/storage/blobs/blob-files';
import type { Blobs } from '../src/storage/blobs/blobs';
import { middleOf } from './measured';

const PAIRS = 15;

/**
 * Runs reports with and without the hashes of what they write, in turns. What reports read is checked once for a
 * process, before this.
 *
 * @param blobs in a folder @param json of such a report @returns what the hashes take of a report, in percent of the medians
 */
export async function percentOfHashes(
  blobs: Blobs,
  json: Buffer,
  report: (run: number) => Promise<number>,
): Promise<number> {
  const { write } = blobs;
  const seconds: { readonly with: number[]; readonly without: number[] } = { with: [], without: [] };
  for (let run = 0; run < 2 * PAIRS; run++) {
    const isHashed = run % 4 === 0 || run % 4 === 3;
    blobs.write = isHashed ? write : unhashedWrite(blobs.location);
    seconds[isHashed ? 'with' : 'without'].push(await report(run));
  }
  blobs.write = write;
  // The renderers hash what they write in both cases; the JSON takes the longest.
  const renderers = middleOf(Array.from({ length: PAIRS }, () => secondsToHash(json)).sort((a, b) => a - b));
  const median = (each: number[]) => middleOf(each.sort((a, b) => a - b)) ?? Number.NaN;
  return 100 * (median(seconds.with) / (median(seconds.without) - (renderers ?? Number.NaN)) - 1);
}

function secondsToHash(content: Buffer): number {
  const startedAt = performance.now();
  createHash('sha256').update(content).digest();
  return (performance.now() - startedAt) / 1_000;
}

function unhashedWrite(root: string): Blobs['write'] {
  return (key, make) =>
    withTempFile(path.join(root, 'tmp'), make, async (file, made) => {
      await publishFile(file, path.join(root, key));
      return made;
    });
}
