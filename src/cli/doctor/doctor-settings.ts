import { describeCatalogueUrl } from '../../config/catalogue-variables';
import { loadSettings, type Settings } from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { LoopwatchError } from '../../contract/errors';

/** The settings that may be shown: one that could hold a secret does not belong here. */
const SHOWN: Readonly<Record<string, (settings: Settings) => string | number | null>> = {
  LOOPWATCH_DATA: (settings) => settings.dataDir,
  LOOPWATCH_CATALOGUE: ({ environment: { LOOPWATCH_CATALOGUE: url } }) =>
    url ? describeCatalogueUrl(url) : null,
  LOOPWATCH_BLOBS: (settings) => settings.environment.LOOPWATCH_BLOBS || null,
  LOOPWATCH_BLOB_CACHE_GB: (settings) => settings.blobs.cacheBytes / 1e9,
  LOOPWATCH_SOURCE: (settings) => formatSourceSpecs(settings.sources),
  LOOPWATCH_GOOGLE_KEY_FILE: (settings) => settings.google.keyFile,
  LOOPWATCH_GOOGLE_ROOT_URL: (settings) => settings.google.rootUrl,
  LOOPWATCH_GOOGLE_CALLS_PER_MINUTE: (settings) => settings.google.callsPerMinute,
  LOOPWATCH_HOST: (settings) => settings.host,
  LOOPWATCH_PORT: (settings) => settings.port,
  LOOPWATCH_ALLOWED_HOSTS: ({ access }) => access.allowedHosts.join(',') || null,
  LOOPWATCH_TRUSTED_PROXIES: ({ access }) => access.trustedProxies.join(',') || null,
  LOOPWATCH_RATE_LIMIT_PER_MINUTE: ({ access }) => access.requestsPerMinute,
  LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE: ({ access }) => access.triggersPerMinute,
  LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE: ({ access }) => access.wrongKeysPerMinute,
  LOOPWATCH_STORES_PER_PARTITION: (settings) => settings.storesPerPartition,
  LOOPWATCH_KEEP_POLLS_DAYS: ({ retention }) => retention.pollsDays,
  LOOPWATCH_KEEP_REPORTS_DAYS: ({ retention }) => retention.reportsDays,
  LOOPWATCH_KEEP_QUARANTINE_DAYS: ({ retention }) => retention.quarantineDays,
  LOOPWATCH_PUBLIC_URL: (settings) => settings.environment.LOOPWATCH_PUBLIC_URL || null,
  LOOPWATCH_MAIL_FROM: (settings) => settings.environment.LOOPWATCH_MAIL_FROM || null,
  LOOPWATCH_WEBHOOK_ALLOW_PRIVATE: (settings) => String(settings.notices.allowPrivateWebhooks),
  LOOPWATCH_TEMPORAL_PORT: (settings) => settings.temporalPort,
  LOOPWATCH_TEMPORAL_UI_PORT: (settings) => settings.temporalUiPort,
  LOOPWATCH_LOG_LEVEL: (settings) => settings.logLevel,
  LOOPWATCH_CACHE: (settings) => settings.cacheDir,
  TEMPORAL_ADDRESS: (settings) => settings.temporalAddress,
  TEMPORAL_NAMESPACE: (settings) => settings.temporalNamespace,
  LOOPWATCH_METRICS_HOST: (settings) => settings.metricsHost,
  LOOPWATCH_WORKER_METRICS_PORT: (settings) => settings.workerMetricsPort,
  LOOPWATCH_TEMPORAL_METRICS_PORT: (settings) => settings.temporalMetricsPort,
  LOOPWATCH_DEPLOYMENT_NAME: (settings) => settings.deployment?.name ?? null,
  LOOPWATCH_BUILD_ID: (settings) => settings.deployment?.buildId ?? null,
};

/** Refused without the other. */
const PARTNERS: Readonly<Record<string, Record<string, string>>> = {
  LOOPWATCH_DEPLOYMENT_NAME: { LOOPWATCH_BUILD_ID: '-' },
  LOOPWATCH_BUILD_ID: { LOOPWATCH_DEPLOYMENT_NAME: '-' },
};

export interface SettingInEffect {
  readonly name: string;
  readonly value: string;
  readonly from: 'default' | 'environment' | 'profile' | 'command line';
}

/** Each setting with where it comes from: a flag wins over the environment, which wins over the default. */
export function settingsInEffect(settings: Settings): SettingInEffect[] {
  const defaults = loadSettings({}, {});
  const profile = loadSettings({}, profileOf(settings.environment));
  return Object.entries(SHOWN).map(([name, show]) => {
    const value = show(settings);
    const set = settings.environment[name];
    const alone = set ? readAlone(name, set) : defaults;
    const without = alone ? show(alone) : undefined;
    const isOfProfile = !set && show(profile) === value && show(defaults) !== value;
    const fromVariable = without !== value ? 'command line' : set ? 'environment' : 'default';
    const from = isOfProfile ? 'profile' : fromVariable;
    return { name, value: value === null ? '(not set)' : String(value), from };
  });
}

/** The variables that name a profile of Temporal's, as far as they are set. */
function profileOf(environment: Settings['environment']): Record<string, string> {
  const names = ['TEMPORAL_CONFIG_FILE', 'TEMPORAL_PROFILE', 'HOME', 'XDG_CONFIG_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/** The settings with one variable alone; null where it cannot be used, so that a flag must have taken its place. */
function readAlone(name: string, value: string): Settings | null {
  try {
    return loadSettings({}, { ...PARTNERS[name], [name]: value });
  } catch (error) {
    if (error instanceof LoopwatchError) return null;
    throw error;
  }
}

export function formatSettings(settings: readonly SettingInEffect[]): string[] {
  const width = Math.max(...settings.map((setting) => setting.name.length));
  return settings.map(({ name, value, from }) => `         ${name.padEnd(width)}  ${value}  (${from})`);
}
