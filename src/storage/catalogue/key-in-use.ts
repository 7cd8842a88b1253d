import type { ApiKey } from './access-catalogue';

/** Whether the key is neither revoked nor at its end. */
export function isInUse({ revokedMicros, expiresMicros }: ApiKey, nowMicros: number): boolean {
  return revokedMicros === null && (expiresMicros === null || nowMicros < expiresMicros);
}
