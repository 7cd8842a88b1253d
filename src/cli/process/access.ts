import type { AccessSettings } from '../../api/access/access-settings';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import type { Catalogue } from '../../storage/catalogue/catalogue';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** Who is let in. @throws LoopwatchError SETUP where others could call, and no key was ever made. */
export async function accessOf(settings: Settings, { keys }: Catalogue): Promise<AccessSettings> {
  const { host, access } = settings;
  const isLoopback = LOOPBACK_HOSTS.includes(host);
  const isExposed = !isLoopback || access.allowedHosts.length > 0 || access.trustedProxies.length > 0;
  if (isExposed && !(await keys.exist())) {
    const where = isLoopback ? 'others than this machine' : host;
    const setting = isLoopback
      ? 'leave LOOPWATCH_ALLOWED_HOSTS and LOOPWATCH_TRUSTED_PROXIES out'
      : `set LOOPWATCH_HOST to one of ${LOOPBACK_HOSTS.join(', ')}`;
    throw new LoopwatchError(
      'SETUP',
      `Loopwatch cannot serve on ${where} without an API key: anyone could do anything`,
      `Make one with \`loopwatch keys create --scope admin --data-dir ${settings.dataDir}\`, or ${setting}.`,
    );
  }
  return { ...access, isExposed };
}

/** For the people who start it: whether anyone may do everything. */
export async function describeKeys({ keys }: Catalogue): Promise<string> {
  const all = await keys.all();
  if (all.length === 0)
    return 'No API keys: whoever is on this machine may do everything, and nobody else anything. `loopwatch keys create` makes one.';
  const inUse = all.filter((key) => key.revokedMicros === null).length;
  return `API keys: ${inUse} in use. Each request needs one; people sign in at /login.`;
}
