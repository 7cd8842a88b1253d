import type { Scope } from '../../contract/access';

/** An API key without its secret: only the hash is kept. */
export interface ApiKey {
  /** A part of the key; not secret. */
  readonly id: string;
  /** For people; several keys may have the same name. */
  readonly name: string;
  readonly scope: Scope;
  readonly hash: string;
  readonly createdMicros: number;
  /** Accurate to an hour; null: never. */
  readonly lastUsedMicros: number | null;
  /** null: it is in use. */
  readonly revokedMicros: number | null;
  /** From then on it is refused; null: never. */
  readonly expiresMicros: number | null;
}

/** A browser session of someone who signed in with a key. */
export interface Session {
  readonly id: string;
  readonly keyId: string;
  readonly hash: string;
  readonly createdMicros: number;
  readonly expiresMicros: number;
}

export interface KeyCatalogue {
  create(key: ApiKey): Promise<void>;
  /** Oldest first, including revoked keys. */
  all(): Promise<readonly ApiKey[]>;
  /** Whether a key was ever made: revoking the last one must not open the API again. */
  exist(): Promise<boolean>;
  /** Finds revoked keys too. */
  get(id: string): Promise<ApiKey | null>;
  /** Records the time of the last use. */
  use(id: string, atMicros: number): Promise<void>;
  /** Also ends its sessions; the first time of revoking stays. @returns it, or null when there is no such key. */
  revoke(id: string, atMicros: number): Promise<ApiKey | null>;
}

export interface SessionCatalogue {
  /** Also deletes sessions that expired before this one began. */
  open(session: Session): Promise<void>;
  /** May return an expired session. */
  get(id: string): Promise<Session | null>;
  close(id: string): Promise<void>;
}
