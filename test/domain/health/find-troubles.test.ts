import type { FileOutcome, IngestSummary } from '../../../src/contract/inputs';
import {
  type FileFacts,
  findTroubles,
  type TroubleFacts,
  troublesOf,
} from '../../../src/domain/health/find-troubles';
import { countTroubles, ingestionOutcome } from '../../../src/domain/health/ingestion-outcome';

const WELL: TroubleFacts = { problems: [], outcomes: [], files: [], held: [] };

function outcome(over: Partial<FileOutcome> = {}): FileOutcome {
  return {
    sourceId: 'folder:/data',
    fileId: 'polls.csv',
    name: 'polls.csv',
    state: 'accepted',
    kind: 'polls',
    rowsIn: 100,
    accepted: 99,
    duplicates: 0,
    disagreements: 0,
    quarantined: 1,
    reasons: { 'store_id is missing': 1 },
    quarantineKey: null,
    message: null,
    ...over,
  };
}

function file(over: Partial<FileFacts> = {}): FileFacts {
  return {
    sourceId: 'folder:/data',
    fileId: 'polls.csv',
    name: 'polls.csv',
    isRejected: false,
    message: null,
    rowsIn: 100,
    quarantined: 1,
    reasons: { 'store_id is missing': 1 },
    ...over,
  };
}

it('all is well up to 1 % of the rows of a file in quarantine', () => {
  expect(findTroubles({ ...WELL, outcomes: [outcome()], files: [file()] })).toEqual([]);
  const [trouble] = findTroubles({ ...WELL, outcomes: [outcome({ rowsIn: 99 })], files: [file()] });
  expect(trouble).toEqual({
    kind: 'rows',
    text: '1 of 99 rows of polls.csv is in quarantine: store_id is missing.',
  });
});

it('a file that an earlier ingestion rejected, or found unreadable, is still a problem', () => {
  const files = [
    file({ isRejected: true, message: 'polls.csv: the file is empty.' }),
    file({ fileId: 'more.csv', name: 'more.csv', rowsIn: 3, quarantined: 3, reasons: { a: 1, b: 2 } }),
  ];
  const again = outcome({
    fileId: 'more.csv',
    name: 'more.csv',
    state: 'unchanged',
    rowsIn: 0,
    quarantined: 0,
  });
  for (const outcomes of [[], [again]])
    expect(new Set(findTroubles({ ...WELL, outcomes, files }))).toEqual(
      new Set([
        { kind: 'file', text: 'polls.csv: the file is empty.' },
        { kind: 'rows', text: '3 of 3 rows of more.csv are in quarantine: b.' },
      ]),
    );
});

it('what a file has grown by is judged by itself, and the whole file too', () => {
  const grown = outcome({ rowsIn: 4, quarantined: 2 });
  const [text] = findTroubles({ ...WELL, outcomes: [grown], files: [file({ rowsIn: 10_000 })] }).map(
    (trouble) => trouble.text,
  );
  expect(text).toMatch(/^2 of 4 rows of polls\.csv/);
  const fine = outcome({ rowsIn: 4, quarantined: 0 });
  const [whole] = findTroubles({ ...WELL, outcomes: [fine], files: [file({ quarantined: 5 })] });
  expect(whole?.text).toMatch(/^5 of 100 rows of polls\.csv/);
});

it('each trouble is told once: a failed source, a rejected file, a held version', () => {
  const held = 'A new version of the hours is held back because it is empty.';
  const troubles = findTroubles({
    ...WELL,
    problems: ['/data cannot be read.', '/data cannot be read.', held],
    outcomes: [
      outcome({ state: 'held', message: held, quarantined: 0 }),
      outcome({ fileId: 'b', name: 'b', state: 'rejected', message: 'b: the file is empty.' }),
    ],
    held: [held],
  });
  expect(troubles).toEqual([
    { kind: 'source', text: '/data cannot be read.' },
    { kind: 'file', text: 'b: the file is empty.' },
    { kind: 'held', text: held },
  ]);
  expect(countTroubles(troubles)).toBe('1 source or step failed, 1 file rejected, 1 version held back');
});

it('rows of a file that an earlier release has read cannot be judged', () => {
  expect(findTroubles({ ...WELL, files: [file({ rowsIn: null, quarantined: 50 })] })).toEqual([]);
});

it('an ingestion of an earlier release is judged by its outcomes', () => {
  const summary: IngestSummary = {
    filesListed: 1,
    filesUnchanged: 0,
    outcomes: [outcome({ rowsIn: 2 })],
    problems: [],
    logVersion: 1,
    message: '',
  };
  expect(troublesOf(summary)).toMatchObject([{ kind: 'rows' }]);
  expect(troublesOf({ ...summary, troubles: [] })).toEqual([]);
});

it('an ingestion with problems is completed, but not well', () => {
  const troubles = [{ kind: 'file', text: 'b' }] as const;
  expect(ingestionOutcome('Completed', [])).toBe('completed');
  expect(ingestionOutcome('Completed', troubles)).toBe('completed_with_problems');
  expect(ingestionOutcome('Cancelled', troubles)).toBe('cancelled');
  expect(ingestionOutcome('Failed', [])).toBe('failed');
});
