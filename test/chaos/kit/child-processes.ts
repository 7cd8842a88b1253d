import { readFileSync } from 'node:fs';

export interface Child {
  readonly pid: number;
  readonly command: string;
}

/** The direct children of a process, by Linux. */
export function childrenOf(pid: number): readonly Child[] {
  const pids = read(`/proc/${pid}/task/${pid}/children`).split(' ').map(Number);
  return pids
    .filter((child) => child > 0)
    .map((child) => ({ pid: child, command: read(`/proc/${child}/cmdline`).replaceAll('\0', ' ') }));
}

/** Signals a process, unless it has just ended. @returns whether it was there */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has just ended.
    return '';
  }
}
