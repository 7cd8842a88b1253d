import type { Scope } from '../../src/contract/access';
import type { ApiKey } from '../../src/storage/catalogue/access-catalogue';
import type { Catalogue } from '../../src/storage/catalogue/catalogue';
import { newToken } from '../../src/storage/catalogue/tokens';

/** Makes a key. @returns it with its text, which is not kept. */
export async function makeKey(
  { keys }: Catalogue,
  scope: Scope,
  over: Partial<ApiKey> = {},
): Promise<ApiKey & { readonly text: string }> {
  const { text, ...token } = newToken('lw');
  const key = {
    ...token,
    ...{ name: `a ${scope} key`, scope, createdMicros: 1, lastUsedMicros: null, revokedMicros: null },
    ...over,
  };
  await keys.create(key);
  return { ...key, text };
}

/** A key that is shaped as keys are, and that nobody made. */
export function strangeKey(): string {
  return newToken('lw').text;
}
