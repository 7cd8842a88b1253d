import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TESTS = path.resolve(__dirname, '../..');

/** What a test file needs on this machine if it imports the module, directly or not. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'support/browser.ts': ['chromium'],
  'support/s3.ts': ['s3-server'],
  'support/temporal.ts': ['dev-server', 'test-server'],
  'support/fresh-build.ts': ['build'],
  'support/catalogues.ts': [],
  'support/run/ask-keeper.ts': [],
};

export interface TestNeeds {
  /** Whether any of the tests uses a shared server or program. */
  readonly keeper: boolean;
  /** The programs to find before the first test. */
  readonly programs: readonly string[];
}

/** Follows the imports of the selected test files, so that unit tests start and download nothing. */
export function whatTestsNeed(isSelected: (file: string) => boolean): TestNeeds {
  const names = readdirSync(TESTS, { recursive: true, encoding: 'utf8' });
  const queue = names
    .map((name) => path.join(TESTS, name))
    .filter((file) => isTest(file) && isSelected(file));
  const seen = new Set(queue);
  for (const file of queue)
    for (const imported of importsOf(file))
      if (!seen.has(imported)) {
        seen.add(imported);
        queue.push(imported);
      }
  const found = Object.entries(NEEDS).filter(([module]) => seen.has(path.join(TESTS, module)));
  return { keeper: found.length > 0, programs: found.flatMap(([, programs]) => programs) };
}

const isTest = (file: string) => /\.(test|chaos)\.ts$/.test(file);

/** The files under `test` that a file imports. */
function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g);
  return [...specifiers]
    .map(([, specifier = '']) => `${path.resolve(path.dirname(file), specifier)}.ts`)
    .filter((imported) => imported.startsWith(TESTS) && existsSync(imported));
}
