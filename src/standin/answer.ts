import type { Readable } from 'node:stream';

/** An answer before it is sent, so that a fault can still damage it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface Body {
  readonly bytes: number;
  open(): Readable | Iterable<Buffer>;
}

export function jsonAnswer(status: number, value: object, headers: Answer['headers'] = {}): Answer {
  return textAnswer(status, 'application/json; charset=UTF-8', JSON.stringify(value), headers);
}

export function textAnswer(
  status: number,
  contentType: string,
  text: string,
  headers: Answer['headers'] = {},
): Answer {
  const buffer = Buffer.from(text);
  return {
    status,
    headers: { 'Content-Type': contentType, ...headers },
    body: { bytes: buffer.length, open: () => [buffer] },
  };
}
