import os from 'node:os';

/** What it was measured on. */
export function machineLine(): string {
  const [cpu] = os.cpus();
  return `Machine: ${os.cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${os.platform()}.`;
}
