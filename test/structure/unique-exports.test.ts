import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files';

const EXPORT =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:interface|type|const|let|class|enum|function\*?) +(\w+)/gm;

it('no two files of src export the same name', () => {
  const filesOf = new Map<string, Set<string>>();
  for (const file of sourceFiles().filter((name) => name.endsWith('.ts')))
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(EXPORT))
      filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));
  expect(filesOf.size).toBeGreaterThan(500);
  const shared = [...filesOf].filter(([, files]) => files.size > 1);
  expect(shared.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([]);
});
