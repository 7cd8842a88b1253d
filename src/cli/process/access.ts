import type { AccessSettings } from '../../api/access/access-settings';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { isInUse } from '../../storage/catalogue/key-in-use';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** Access to the API. @throws LoopwatchError SETUP where other machines could call and no key was ever created. */
export async function accessOf(
  settings: Settings,
  { keys }: { readonly keys: Pick<Catalogue['keys'], 'exist'> },
): Promise<AccessSettings> {
  const { host, access } = settings;
  const isLoopback = LOOPBACK_HOSTS.includes(host);
  const isExposed = !isLoopback || access.allowedHosts.length > 0 || access.trustedProxies.length > 0;
  if (isExposed && !(await keys.exist())) {
    const setting = isLoopback
      ? 'unset LOOPWATCH_ALLOWED_HOSTS and LOOPWATCH_TRUSTED_PROXIES'
      : `set LOOPWATCH_HOST to one of ${LOOPBACK_HOSTS.join(', ')}`;
    throw new LoopwatchError(
      'SETUP',
      `Loopwatch refuses to serve ${isLoopback ? 'other machines' : `on ${host}`} without an API key: anyone could do anything`,
      `Create one with \`loopwatch keys create --scope admin --data-dir ${settings.dataDir}\`, or ${setting}.`,
    );
  }
  return { ...access, isExposed };
}

/** Tells the person who starts Loopwatch whether requests need a key. */
export async function describeKeys({ keys }: Catalogue, nowMicros: number): Promise<string> {
  const all = await keys.all();
  if (all.length === 0)
    return 'No API keys: anyone on this machine can do everything, and other machines can do nothing. `loopwatch keys create` creates one.';
  const inUse = all.filter((key) => isInUse(key, nowMicros)).length;
  return `API keys: ${inUse} in use. Every request needs one; people sign in at /login.`;
}
