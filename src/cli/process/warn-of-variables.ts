import type { Settings } from '../../config/settings';
import { unknownVariables } from '../../config/unknown-variables';

/** Tells the person who starts a process of misspelt settings, which would have no effect in silence. */
export function warnOfVariables({ environment }: Pick<Settings, 'environment'>): void {
  for (const words of unknownVariables(environment)) process.stderr.write(`Warning: ${words}\n`);
}
