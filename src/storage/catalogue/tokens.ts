import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 5;
/** 256 bits cannot be guessed, so a fast hash is enough; a password would need a slow one. */
const SECRET_BYTES = 32;

/** `lw` starts an API key, `lws` a session. Secret scanners recognise a key by it. */
type TokenKind = 'lw' | 'lws';

export interface Token {
  /** Its id in the catalogue. */
  readonly id: string;
  /** SHA-256 of the whole text, in hex. */
  readonly hash: string;
}

const PATTERNS: Readonly<Record<TokenKind, RegExp>> = {
  lw: /^lw_([0-9a-f]{10})_[0-9a-f]{64}$/,
  lws: /^lws_([0-9a-f]{10})_[0-9a-f]{64}$/,
};

/** @returns a new token; its text is not stored anywhere. */
export function newToken(kind: TokenKind): Token & { readonly text: string } {
  const id = randomBytes(ID_BYTES).toString('hex');
  const text = `${kind}_${id}_${randomBytes(SECRET_BYTES).toString('hex')}`;
  return { id, text, hash: hashOf(text) };
}

/** @returns null when the text is not such a token. */
export function readToken(kind: TokenKind, text: string): Token | null {
  const id = PATTERNS[kind].exec(text)?.[1];
  return id === undefined ? null : { id, hash: hashOf(text) };
}

/** Compares in constant time. */
export function isSameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Masks the secrets of API keys and session tokens in a text; the ids stay. */
export function maskTokens(text: string): string {
  return text.replace(/\b(lws?_[0-9a-f]{10})_[0-9a-f]{64}/g, '$1_…');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
