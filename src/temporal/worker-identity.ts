import os from 'node:os';

/** The name under which Temporal knows the worker of a process on this machine. */
export function workerIdentity(pid: number): string {
  return `${pid}@${os.hostname()}`;
}
