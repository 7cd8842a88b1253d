const HERE = 'http://localhost';
/** A GET of these starts something: a link to sign in must not trigger it. */
const CHANGING = ['/trigger_report'];

/**
 * The path and query of an address on this service, else `/`: the login must not redirect to another site.
 */
export function localPath(address: string): string {
  const url = address.startsWith('/') && URL.canParse(address, HERE) ? new URL(address, HERE) : null;
  if (url?.origin !== HERE || url.pathname.startsWith('//') || isChanging(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}

/** As express finds the operation: in any case, with a slash at the end too. */
function isChanging(pathname: string): boolean {
  try {
    return CHANGING.includes(decodeURIComponent(pathname).toLowerCase().replace(/\/+$/, ''));
  } catch {
    return true; // Not a path that any operation has.
  }
}
