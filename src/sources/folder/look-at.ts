import { stat } from 'node:fs/promises';

/** One look at a file: two equal looks mean that it is still, whatever its clock says. */
export interface Look {
  readonly sizeBytes: number;
  /** Changes when the content does. */
  readonly fingerprint: string;
  /** Whether it is the same file, and not another one under its name. */
  readonly identity: string;
  readonly type: 'file' | 'folder' | 'pipe' | 'socket' | 'device';
}

/** Follows links. @throws an error of the system. */
export async function lookAt(path: string): Promise<Look> {
  const stats = await stat(path, { bigint: true });
  return {
    sizeBytes: Number(stats.size),
    fingerprint: `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}`,
    identity: `${stats.dev}-${stats.ino}`,
    type: typeOf(),
  };

  function typeOf(): Look['type'] {
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    if (stats.isFIFO()) return 'pipe';
    return stats.isSocket() ? 'socket' : 'device';
  }
}

export function isSameLook(one: Look, other: Look): boolean {
  return one.fingerprint === other.fingerprint && one.identity === other.identity;
}
