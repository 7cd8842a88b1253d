import compression from 'compression';
import type { Request, RequestHandler } from 'express';

/** A smaller answer fits into one or two packets anyway. */
const THRESHOLD_BYTES = 1_024;

/** Compresses large answers. Never compresses part of a file, because its range counts bytes of the file. */
export const compress: RequestHandler = compression({
  threshold: THRESHOLD_BYTES,
  filter: (req, res) =>
    req.headers.range === undefined &&
    !String(res.getHeader('Content-Type')).startsWith('text/event-stream') &&
    compression.filter(req, res),
});

/** Whether the answer may be compressed. */
export function mayCompress(req: Request): boolean {
  return req.headers.range === undefined && req.acceptsEncodings('br', 'gzip', 'deflate') !== false;
}
