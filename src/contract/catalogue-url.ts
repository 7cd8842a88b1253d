export type CatalogueAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'postgres';
      /** Holds the password: never shown, never logged. */
      readonly url: string;
      /** Without password and options. */
      readonly location: string;
    };

export const CATALOGUE_URL_RULE =
  'must be sqlite:FILE or postgres://user:password@host:port/database, with special characters of the password percent-encoded';

/** @returns null when the URL is not an address of a catalogue. */
export function readCatalogueUrl(url: string): CatalogueAddress | null {
  const [, file] = /^sqlite:(.+)$/s.exec(url) ?? [];
  if (file !== undefined) return { kind: 'sqlite', file };
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) return null;
  const { username, host, pathname, hash } = new URL(url);
  // A password with an unencoded "/", "?", "#" or "@" would land in these fields and be shown.
  if (!/^\/[^/@]+$/.test(pathname) || hash !== '') return null;
  const user = username === '' ? '' : `${username}@`;
  return { kind: 'postgres', url, location: `postgres://${user}${host}${pathname}` };
}
