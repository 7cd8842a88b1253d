import path from 'node:path';
import { z } from 'zod';
import type { GoogleSettings, SourceSpec } from '../contract/sources';
import { numberSetting, setting, text } from './setting';
import { parseSourceSpecs } from './source-specs';

/** The sample that ships with Loopwatch: the default source. */
export const SAMPLE_DIR = path.resolve(__dirname, '../../sample');

/** Where polls come from. */
export const sourceSettings = {
  LOOPWATCH_SOURCE: setting(text.optional(), {
    meaning:
      'where polls come from: a folder of CSV files (subfolders are ignored), or several sources, Google among them: [docs/google.md](google.md)',
    flag: '--source <folder>',
    defaultWords: 'the sample',
  }),
  LOOPWATCH_GOOGLE_KEY_FILE: setting(text.optional(), {
    meaning: 'the file with the key of a Google service account',
  }),
  LOOPWATCH_GOOGLE_KEY: setting(text.optional(), {
    meaning: 'the text of that key, in place of the file',
    secrecy: 'secret',
  }),
  LOOPWATCH_GOOGLE_CALLS_PER_MINUTE: setting(numberSetting(1, 12_000).default(60), {
    meaning: 'calls per minute that one process makes to Google',
  }),
  LOOPWATCH_GOOGLE_ROOT_URL: setting(z.url('must be an address, as http://127.0.0.1:9090/').optional(), {
    meaning: "an address to use in place of Google's",
  }),
};

type Values = z.output<z.ZodObject<typeof sourceSettings>>;

/** @throws LoopwatchError SETUP naming the part that is no source. */
export function readSources(values: Values): SourceSpec[] {
  return parseSourceSpecs(values.LOOPWATCH_SOURCE ?? SAMPLE_DIR);
}

export function readGoogle(values: Values): GoogleSettings {
  return {
    keyFile: values.LOOPWATCH_GOOGLE_KEY_FILE ?? null,
    keyJson: values.LOOPWATCH_GOOGLE_KEY ?? null,
    rootUrl: values.LOOPWATCH_GOOGLE_ROOT_URL ?? null,
    callsPerMinute: values.LOOPWATCH_GOOGLE_CALLS_PER_MINUTE,
  };
}
