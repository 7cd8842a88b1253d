import { cannotOpen } from './cannot-open';
import type { UnpackLimits } from './unpack-limits';

/**
 * Passes unpacked bytes on until there are too many of them.
 * @throws LoopwatchError FILE_REJECTED beyond the limits.
 */
export function limitBytes(packedBytes: number, limits: UnpackLimits) {
  const byRatio = Math.max(limits.freeBytes, packedBytes * limits.maxRatio);
  const most = Math.min(limits.maxBytes, byRatio);
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(packedBytes, most, limits);
      yield chunk;
    }
  };
}

function tooLarge(packedBytes: number, most: number, limits: UnpackLimits) {
  const bound =
    most === limits.maxBytes
      ? `more than ${megabytes(most)}`
      : `more than ${limits.maxRatio} times its ${megabytes(packedBytes)}, and more than ${megabytes(limits.freeBytes)}`;
  return cannotOpen(
    `it unpacks to ${bound}: that is more than Loopwatch unpacks`,
    'Unpack it yourself if it is right, and put the CSV into its place.',
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
}
