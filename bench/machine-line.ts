import os from 'node:os';

/** The machine of the measurements. */
export function machineLine(): string {
  const [cpu] = os.cpus();
  return `Machine: ${os.cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${os.platform()}.`;
}
