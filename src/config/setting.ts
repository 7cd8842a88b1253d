import { z } from 'zod';

/** What people read about a setting: docs/operations.md, the help of the command line and `loopwatch doctor`. */
export interface SettingFacts {
  /** For docs and help, in Markdown. */
  readonly meaning: string;
  /** The flag of the command line that wins over the variable. */
  readonly flag?: string;
  /** The default in words, where the check has none or holds one of this machine alone. */
  readonly defaultWords?: string;
  /** `secret`: never shown or logged. `unlisted`: no secret, but `loopwatch doctor` does not list it. */
  readonly secrecy?: 'shown' | 'unlisted' | 'secret';
}

const FACTS = z.registry<SettingFacts>();

/** Declares a setting: how its text is checked, with its default, and what people read about it. */
export function setting<Check extends z.ZodType>(check: Check, facts: SettingFacts): Check {
  FACTS.add(check, facts);
  return check;
}

/** @throws Error where the check was not declared with `setting`. */
export function factsOf(check: z.ZodType): Required<Pick<SettingFacts, 'secrecy'>> & SettingFacts {
  const facts = FACTS.get(check);
  if (!facts) throw new Error('A setting lacks its facts: declare it with setting().');
  return { secrecy: 'shown', ...facts };
}

/** The default as people read it, in Markdown; empty where there is none. */
export function describeDefault(check: z.ZodType): string {
  const { defaultWords } = factsOf(check);
  const { data } = check.safeParse(undefined);
  if (defaultWords !== undefined) return defaultWords;
  return (typeof data === 'string' && data !== '') || typeof data === 'number' ? `\`${data}\`` : '';
}

export const text = z.string().trim().min(1);

export function numberSetting(min: number, max: number, rule = `must be a number from ${min} to ${max}`) {
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule);
}

export const port = numberSetting(1, 65_535, 'must be a port, a number from 1 to 65535');

/** Entries that commas separate. */
export function listSetting(rule: string, isEntry: (entry: string) => boolean) {
  return z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((entries) => entries.every(isEntry), rule);
}
