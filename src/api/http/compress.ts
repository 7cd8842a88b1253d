import compression from 'compression';
import type { Request, RequestHandler } from 'express';

/** Below this an answer fits into a packet or two as it is. */
const THRESHOLD_BYTES = 1_024;

/** Compresses what is worth it. A part of a file is sent as it is: its bounds count bytes of the file. */
export const compress: RequestHandler = compression({
  threshold: THRESHOLD_BYTES,
  filter: (req, res) =>
    req.headers.range === undefined &&
    !String(res.getHeader('Content-Type')).startsWith('text/event-stream') &&
    compression.filter(req, res),
});

/** Whether the asker may be sent other bytes than those of the file. */
export function mayCompress(req: Request): boolean {
  return req.headers.range === undefined && req.acceptsEncodings('br', 'gzip', 'deflate') !== false;
}
