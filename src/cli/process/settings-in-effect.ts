import { describeCatalogueUrl } from '../../config/catalogue-settings';
import { factsOf } from '../../config/setting';
import {
  environmentSchema,
  loadSettings,
  type SettingName,
  type Settings,
  settingNames,
} from '../../config/settings';
import { formatSourceSpecs } from '../../config/source-specs';
import { LoopwatchError } from '../../contract/errors';

type Show = (settings: Settings) => string | number | null;

/** Settings whose value in effect is more than their checked text. */
const SHOWN_OTHERWISE: Partial<Readonly<Record<SettingName, Show>>> = {
  LOOPWATCH_DATA: (settings) => settings.dataDir,
  LOOPWATCH_CATALOGUE: ({ values: { LOOPWATCH_CATALOGUE: url } }) => (url ? describeCatalogueUrl(url) : null),
  LOOPWATCH_SOURCE: (settings) => formatSourceSpecs(settings.sources),
  LOOPWATCH_CACHE: (settings) => settings.cacheDir,
  // A profile of Temporal's may set these two.
  TEMPORAL_ADDRESS: (settings) => settings.temporalAddress,
  TEMPORAL_NAMESPACE: (settings) => settings.temporalNamespace,
};

const SHOWN = settingNames().filter((name) => factsOf(environmentSchema.shape[name]).secrecy === 'shown');

function show(name: SettingName, settings: Settings): string | number | null {
  const otherwise = SHOWN_OTHERWISE[name];
  if (otherwise) return otherwise(settings);
  const value = settings.values[name];
  return Array.isArray(value) ? value.join(',') || null : (value ?? null);
}

/** Each is refused without the other. */
const PARTNERS: Partial<Readonly<Record<SettingName, Record<string, string>>>> = {
  LOOPWATCH_DEPLOYMENT_NAME: { LOOPWATCH_BUILD_ID: '-' },
  LOOPWATCH_BUILD_ID: { LOOPWATCH_DEPLOYMENT_NAME: '-' },
};

export interface SettingInEffect {
  readonly name: SettingName;
  readonly value: string;
  readonly from: 'default' | 'environment' | 'profile' | 'command line' | 'running service';
}

/** Each setting and where it comes from: a flag wins over the environment, which wins over the default. */
export function settingsInEffect(settings: Settings): SettingInEffect[] {
  const defaults = loadSettings({}, {});
  const profile = loadSettings({}, profileOf(settings.environment));
  return SHOWN.map((name) => {
    const value = show(name, settings);
    const set = settings.environment[name];
    const alone = set ? readAlone(name, set) : defaults;
    const without = alone ? show(name, alone) : undefined;
    const isOfProfile = !set && show(name, profile) === value && show(name, defaults) !== value;
    const fromVariable = without !== value ? 'command line' : set ? 'environment' : 'default';
    const from = isOfProfile ? 'profile' : fromVariable;
    return { name, value: value === null ? '(not set)' : String(value), from };
  });
}

/** The variables that name a profile of Temporal's, where set. */
function profileOf(environment: Settings['environment']): Record<string, string> {
  const names = ['TEMPORAL_CONFIG_FILE', 'TEMPORAL_PROFILE', 'HOME', 'XDG_CONFIG_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value ? [[name, value]] : [];
    }),
  );
}

/** The settings with one variable alone; null where its value is unusable, so a flag must have replaced it. */
function readAlone(name: SettingName, value: string): Settings | null {
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
