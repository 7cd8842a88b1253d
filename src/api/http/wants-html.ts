import type { Request } from 'express';

/** Whether the caller prefers a page to JSON, as browsers do. */
export function wantsHtml(req: Request): boolean {
  return req.accepts(['json', 'html']) === 'html';
}
