import { describeDefault, factsOf } from '../../src/config/setting';
import { environmentSchema, settingNames } from '../../src/config/settings';

/** The table of settings in docs/operations.md, one line for each setting. */
export function settingsTable(): string[] {
  const rows = settingNames().map((name) => {
    const check = environmentSchema.shape[name];
    const { flag, meaning, secrecy } = factsOf(check);
    const [flagName = ''] = flag?.split(' ') ?? [];
    const cells = [`\`${name}\``, flagName && `\`${flagName}\``, describeDefault(check)];
    return `${cells.map((cell) => `| ${cell}`.trimEnd()).join(' ')} | ${meaning}${secrecy === 'secret' ? '; secret' : ''} |`;
  });
  return ['| variable | flag | default | meaning |', '|---|---|---|---|', ...rows];
}
