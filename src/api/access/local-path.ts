const HERE = 'http://localhost';
/** What a GET of these does must be asked for by itself, not by way of a link to sign in. */
const CHANGING = ['/trigger_report'];

/** The path and query of an address on this very service; `/` for any other, so that nobody is sent elsewhere from here. */
export function localPath(address: string): string {
  const url = address.startsWith('/') && URL.canParse(address, HERE) ? new URL(address, HERE) : null;
  if (url?.origin !== HERE || url.pathname.startsWith('//') || CHANGING.includes(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}
