import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemCodeOf } from '../../src/contract/disk-errors';
import { tempFolder } from './temp-folder';

const BLOCK = Buffer.alloc(4_096, 1);

export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  free(): void;
}

/** A disk of four megabytes, for a suite: only a full disk shows what a full disk does. Mounting needs root, or sudo. */
export function smallDisk(): () => SmallDisk {
  let folder: string | null = null;
  const disk = (): SmallDisk => {
    if (folder === null) throw new Error('The disk exists inside tests only.');
    return mountedDisk(folder);
  };
  beforeAll(() => {
    const place = path.join(root, 'disk');
    mkdirSync(place);
    asRoot('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=1777', 'tmpfs', place]);
    folder = place;
  });
  afterEach(() => disk().free());
  afterAll(() => {
    if (folder !== null) asRoot('umount', ['--lazy', folder]);
  });
  // After it: jest runs these in the order in which they are written.
  const root = tempFolder();
  return disk;
}

function asRoot(command: string, options: readonly string[]): void {
  const call = process.getuid?.() === 0 ? [command, ...options] : ['sudo', '-n', command, ...options];
  execFileSync(call[0] ?? '', call.slice(1), { stdio: 'pipe' });
}

function mountedDisk(folder: string): SmallDisk {
  const filler = path.join(folder, 'filler');
  return {
    folder,
    fill() {
      writeFileSync(filler, '');
      try {
        for (;;) appendFileSync(filler, BLOCK);
      } catch (error) {
        if (systemCodeOf(error) !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(filler, { force: true }),
  };
}
