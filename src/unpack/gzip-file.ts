import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { systemCodeOf } from '../contract/disk-errors';
import { LoopwatchError } from '../contract/errors';
import { limitBytes } from './byte-limit';
import { cannotOpen } from './cannot-open';
import { takeBytes } from './take-bytes';
import type { UnpackLimits } from './unpack-limits';

/** @throws LoopwatchError FILE_REJECTED: cut short, damaged or too large. */
export async function gunzipTo(path: string, outPath: string, limits: UnpackLimits): Promise<void> {
  const { size } = await stat(path);
  await pipeline(
    createReadStream(path),
    createGunzip(),
    limitBytes(size, limits),
    createWriteStream(outPath),
  ).catch((error: unknown) => {
    throw describeZlibError(error);
  });
}

/** The first unpacked bytes. */
export async function gunzipHead(path: string, bytes: number): Promise<Buffer> {
  const file = createReadStream(path);
  const unpacked = file.pipe(createGunzip());
  file.on('error', (error) => unpacked.destroy(error));
  try {
    return await takeBytes(unpacked, bytes);
  } catch (error) {
    throw describeZlibError(error);
  } finally {
    file.destroy();
  }
}

/** An error of zlib in words; other errors as they are. */
export function describeZlibError(error: unknown): unknown {
  const code = systemCodeOf(error);
  if (error instanceof LoopwatchError || !code?.startsWith('Z_')) return error;
  return code === 'Z_BUF_ERROR'
    ? cannotOpen('it ends too early: its copy or download was cut short', 'Copy or download it again.', error)
    : cannotOpen('its compressed content is damaged', 'Copy or download it again.', error);
}
