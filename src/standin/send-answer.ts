import type { Response } from 'express';
import type { Answer, Body } from './answer';
import type { Fault } from './faults/faults';

/** Sends an answer, damaged if a fault says so. Returns after the last byte, or when the caller is gone. */
export async function sendAnswer(res: Response, answer: Answer, fault: Fault | null): Promise<void> {
  res.status(answer.status);
  for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
  res.setHeader('Content-Length', answer.body.bytes);
  const limit = fault?.kind === 'cut' ? fault.afterBytes : Number.POSITIVE_INFINITY;
  const corruptAt = fault?.kind === 'corrupt' ? Math.floor(answer.body.bytes / 2) : -1;
  const whole = await sendBody(res, answer.body, limit, corruptAt);
  if (whole) res.end();
  else res.destroy();
}

async function sendBody(res: Response, body: Body, limit: number, corruptAt: number): Promise<boolean> {
  if (limit === 0) return false;
  let sent = 0;
  for await (const chunk of body.open()) {
    const bytes = Buffer.from(chunk.subarray(0, limit - sent));
    const at = corruptAt - sent;
    if (at >= 0 && at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ 1;
    if (!(await write(res, bytes))) return false;
    sent += bytes.length;
    if (sent >= limit) return false;
  }
  return true;
}

/** Waits until the bytes are sent, so that a cut comes after them. */
function write(res: Response, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const gone = () => resolve(false);
    res.once('close', gone);
    res.write(bytes, (error) => {
      res.off('close', gone);
      resolve(!error);
    });
  });
}
