import type { Request } from 'express';
import { z } from 'zod';

export type GoogleApi = 'token' | 'drive' | 'sheets';

/** A request for handlers, faults and tests. */
export interface SeenRequest {
  readonly api: GoogleApi;
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The decoded path parameters: `fileId`, `spreadsheetId`, `range`. */
  readonly params: Readonly<Record<string, string>>;
  readonly authorization: string | null;
  /** The Range header of a media download. */
  readonly byteRange: string | null;
  readonly form: Readonly<Record<string, string>>;
}

const textsSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).transform(lastOf)]));

export function seeRequest(api: GoogleApi, req: Request): SeenRequest {
  const form = textsSchema.safeParse(req.body);
  return {
    api,
    method: req.method,
    path: decodePath(req.path),
    query: textsSchema.parse(req.query),
    params: textsSchema.parse(req.params),
    authorization: req.get('authorization') ?? null,
    byteRange: req.get('range') ?? null,
    form: form.success ? form.data : {},
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function lastOf(values: readonly string[]): string {
  return values.at(-1) ?? '';
}
