import { loadSettings, type Settings } from '../config/settings';
import { LoopwatchError } from '../contract/errors';

/** The settings that may be shown: one that could hold a secret does not belong here. */
const SHOWN = {
  LOOPWATCH_DATA: 'dataDir',
  LOOPWATCH_SOURCE: 'sourceDir',
  LOOPWATCH_HOST: 'host',
  LOOPWATCH_PORT: 'port',
  LOOPWATCH_TEMPORAL_PORT: 'temporalPort',
  LOOPWATCH_TEMPORAL_UI_PORT: 'temporalUiPort',
  LOOPWATCH_LOG_LEVEL: 'logLevel',
  LOOPWATCH_CACHE: 'cacheDir',
  TEMPORAL_ADDRESS: 'temporalAddress',
  TEMPORAL_NAMESPACE: 'temporalNamespace',
} as const satisfies Readonly<Record<string, keyof Settings>>;

export interface SettingInEffect {
  readonly name: string;
  readonly value: string;
  readonly from: 'default' | 'environment' | 'command line';
}

/** Each setting with where it comes from: a flag wins over the environment, which wins over the default. */
export function settingsInEffect(settings: Settings): SettingInEffect[] {
  const defaults = loadSettings({}, {});
  return Object.entries(SHOWN).map(([name, field]) => {
    const value = settings[field];
    const set = settings.environment[name];
    const without = set ? readAlone(name, set)?.[field] : defaults[field];
    const from = without !== value ? 'command line' : set ? 'environment' : 'default';
    return { name, value: value === null ? '(not set)' : String(value), from };
  });
}

/** The settings with one variable alone; null where it cannot be used, so that a flag must have taken its place. */
function readAlone(name: string, value: string): Settings | null {
  try {
    return loadSettings({}, { [name]: value });
  } catch (error) {
    if (error instanceof LoopwatchError) return null;
    throw error;
  }
}

export function formatSettings(settings: readonly SettingInEffect[]): string[] {
  const width = Math.max(...settings.map((setting) => setting.name.length));
  return settings.map(({ name, value, from }) => `         ${name.padEnd(width)}  ${value}  (${from})`);
}
