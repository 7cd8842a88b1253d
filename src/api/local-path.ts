const HERE = 'http://localhost';

/** The path and query of an address on this very service; `/` for any other, so that nobody is sent elsewhere from here. */
export function localPath(address: string): string {
  const url = address.startsWith('/') && URL.canParse(address, HERE) ? new URL(address, HERE) : null;
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
