import { LoopwatchError } from '../../contract/errors';

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
/** One extension: releases before 0.4 named rows of inputs, `inputs/….hours.parquet`, by the file that they were read from. */
const CONTENT_KEY = /\/([0-9a-f]{64})\.[a-z0-9]+$/;

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** @throws LoopwatchError INVALID_INPUT for a malformed key. A valid key never leads out of its folder. */
export function requireKey(key: string): string {
  if (!isKey(key)) throw new LoopwatchError('INVALID_INPUT', `"${key}" is not a key of a stored file`);
  return key;
}

export function contentKey(prefix: string, sha256: string, extension: string): string {
  return `${prefix}/${sha256}.${extension}`;
}

/** The SHA-256 of a key that `contentKey` made: its content never changes. null for other keys. */
export function contentHashOf(key: string): string | null {
  return CONTENT_KEY.exec(key)?.[1] ?? null;
}
