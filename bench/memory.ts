import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** Resident gigabytes of a process and its descendants, from /proc; a dash if there is no /proc. */
export async function memoryOf({ pid }: ChildProcess): Promise<string> {
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const facts = await Promise.all(processes.map(readProcess));
  const family = new Set([String(pid)]);
  // A child may be listed before its parent: each round finds at least one more generation.
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const each of facts) if (each && family.has(each.parent)) family.add(each.pid);
  }
  const kilobytes = facts.reduce((sum, each) => sum + (each && family.has(each.pid) ? each.kilobytes : 0), 0);
  return kilobytes === 0 ? '–' : (kilobytes / 1e6).toFixed(2);
}

async function readProcess(pid: string) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (text === null) return null;
  const field = (name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? '0';
  return { pid, parent: field('PPid'), kilobytes: Number(field('VmRSS')) };
}
