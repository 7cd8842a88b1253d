import { ApiProblem } from '../http/problem';

/** So that one key cannot take all of them. */
const SHARE_OF_A_KEY = 4;

/** Counts the event streams of this process that are open, and those of each key. */
export class StreamCount {
  readonly #ofKey = new Map<string | null, number>();
  readonly #atMost: number;
  #open = 0;

  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  /** @param keyId null: no key is needed. @returns counts it no longer @throws ApiProblem too-many-streams */
  open(keyId: string | null): () => void {
    const ofKey = this.#ofKey.get(keyId) ?? 0;
    const atMostOfKey = keyId === null ? this.#atMost : Math.ceil(this.#atMost / SHARE_OF_A_KEY);
    if (this.#open >= this.#atMost) throw tooMany(this.#open, 'are already open');
    if (ofKey >= atMostOfKey) throw tooMany(ofKey, 'of this key are already open');
    this.#count(keyId, 1);
    return () => this.#count(keyId, -1);
  }

  #count(keyId: string | null, change: 1 | -1): void {
    const ofKey = (this.#ofKey.get(keyId) ?? 0) + change;
    if (ofKey === 0) this.#ofKey.delete(keyId);
    else this.#ofKey.set(keyId, ofKey);
    this.#open += change;
  }
}

function tooMany(count: number, which: string): ApiProblem {
  return new ApiProblem(
    'too-many-streams',
    `${count} event streams ${which}. Close some, or use GET /api/v1/reports/{id}?wait=30s instead.`,
    { headers: { 'Retry-After': '5' } },
  );
}
