import { Option } from 'commander';
import { describeDefault, factsOf } from '../../config/setting';
import {
  environmentSchema,
  loadSettings,
  type SettingName,
  type Settings,
  settingNames,
} from '../../config/settings';

export type Flags = Readonly<Record<string, string | undefined>>;

/** The flag of a setting. Its help names the variable and the default. */
export function settingOption(name: SettingName): Option {
  const option = optionOf(name);
  if (option === null) throw new Error(`The setting ${name} has no flag: declare one in src/config.`);
  return option;
}

/** The settings in effect with these flags of the command line. */
export function settingsFrom(flags: Flags): Settings {
  return loadSettings(
    Object.fromEntries(
      settingNames().flatMap((name) => {
        const option = optionOf(name);
        return option === null ? [] : [[name, flags[option.attributeName()]]];
      }),
    ),
  );
}

function optionOf(name: SettingName): Option | null {
  const check = environmentSchema.shape[name];
  const { flag, meaning } = factsOf(check);
  if (flag === undefined) return null;
  const facts = [name, describeDefault(check)].filter((fact) => fact !== '').join(', ');
  return new Option(flag, plainText(`${meaning} (${facts})`));
}

/** Removes the marks of Markdown. */
function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}
