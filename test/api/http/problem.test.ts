import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROBLEMS, problemTypeOf } from '../../../src/api/http/problem';
import { httpStatusOf } from '../../../src/contract/errors';

const DOCS = readFileSync(path.join(__dirname, '../../../docs/api.md'), 'utf8');

describe('the problem types', () => {
  it('are exactly those of docs/api.md, with the same statuses', () => {
    const documented = [...DOCS.matchAll(/^\| `\/problems\/([a-z-]+)` \| (\d+) \|/gm)].map(
      ([, type, status]) => [type, Number(status)],
    );
    const known = Object.entries(PROBLEMS).map(([type, { status }]) => [type, status]);
    expect(documented.sort()).toEqual(known.sort());
  });

  it.each(['INVALID_INPUT', 'NOT_READY', 'STORAGE_DAMAGED', 'UNAVAILABLE'] as const)(
    'have the same status as the error %s',
    (code) => {
      expect(PROBLEMS[problemTypeOf(code)].status).toBe(httpStatusOf(code));
    },
  );
});
