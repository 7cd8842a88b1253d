import type { Scope } from '../../contract/access';

/** Who may call, without the key itself: only its hash is kept. */
export interface ApiKey {
  /** Part of the key, and no secret. */
  readonly id: string;
  /** For people; keys may share one. */
  readonly name: string;
  readonly scope: Scope;
  readonly hash: string;
  readonly createdMicros: number;
  /** To within an hour; null: never. */
  readonly lastUsedMicros: number | null;
  /** null: it is in use. */
  readonly revokedMicros: number | null;
}

/** A browser in which someone signed in with a key. */
export interface Session {
  readonly id: string;
  readonly keyId: string;
  readonly hash: string;
  readonly createdMicros: number;
  readonly expiresMicros: number;
}

export interface KeyCatalogue {
  create(key: ApiKey): Promise<void>;
  /** Oldest first, the revoked ones too. */
  all(): Promise<readonly ApiKey[]>;
  /** Whether any was ever made; revoking the last one does not open the door again. */
  exist(): Promise<boolean>;
  /** Revoked ones too. */
  get(id: string): Promise<ApiKey | null>;
  /** Notes that it was used. */
  use(id: string, atMicros: number): Promise<void>;
  /** Ends its sessions too; said twice, the first time counts. @returns it, or null where there is none. */
  revoke(id: string, atMicros: number): Promise<ApiKey | null>;
}

export interface SessionCatalogue {
  /** Clears away those that expired before it began. */
  open(session: Session): Promise<void>;
  /** Expired ones too, as long as they are there. */
  get(id: string): Promise<Session | null>;
  close(id: string): Promise<void>;
}
