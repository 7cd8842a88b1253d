import type { Scope } from '../../src/contract/access';
import type { ApiKey } from '../../src/storage/catalogue/access-catalogue';
import type { Catalogue } from '../../src/storage/catalogue/catalogue';
import { newToken } from '../../src/storage/catalogue/tokens';

/** Creates a key. @returns the key and its text */
export async function makeKey(
  { keys }: Catalogue,
  scope: Scope,
  over: Partial<ApiKey> = {},
): Promise<ApiKey & { readonly text: string }> {
  const { text, ...token } = newToken('lw');
  const key = {
    ...token,
    ...{
      name: `a ${scope} key`,
      scope,
      createdMicros: 1,
      lastUsedMicros: null,
      revokedMicros: null,
      expiresMicros: null,
    },
    ...over,
  };
  await keys.create(key);
  return { ...key, text };
}

/** A well-formed key that was never created. */
export function unknownKey(): string {
  return newToken('lw').text;
}
