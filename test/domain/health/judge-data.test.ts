import { type DataFacts, type DatedFile, judgeData } from '../../../src/domain/health/judge-data';
import { MICROS_PER_HOUR, requireInstant } from '../../../src/domain/time/instants';

const NOW = requireInstant('2026-11-30T12:00:00Z', 'now');
const ago = (hours: number) => NOW - hours * MICROS_PER_HOUR;
const SOURCE = { sourceId: 'folder:/a', isSample: false, listedMicros: ago(0.5), failure: null };

function file(over: Partial<DatedFile> = {}): DatedFile {
  return {
    sourceId: 'folder:/a',
    fileId: 'polls.csv',
    name: 'polls.csv',
    kind: 'polls',
    isRejected: false,
    message: null,
    rowsIn: 100,
    quarantined: 0,
    reasons: {},
    changedMicros: ago(0.5),
    newestPollMicros: ago(1),
    ...over,
  };
}

function judge(over: Partial<DataFacts> = {}) {
  return judgeData({
    nowMicros: NOW,
    newestPollMicros: ago(1),
    lastNewMicros: ago(0.5),
    lastIngestion: { state: 'Completed', finishedMicros: ago(0.5), message: 'Ingested 1 file.' },
    whyNone: null,
    sources: [SOURCE],
    files: [file()],
    held: {},
    lastOutcome: 'completed',
    troubles: [],
    ...over,
  });
}

it('the light is green where every source and every input is well', () => {
  const health = judge();
  expect(health.state).toBe('fresh');
  expect(health.sources).toMatchObject([{ state: 'fresh', files: 1, rowsIn: 100, newestPollMicros: ago(1) }]);
  expect(health.inputs.map(({ kind, state }) => [kind, state])).toEqual([
    ['polls', 'fresh'],
    ['hours', 'empty'],
    ['timezones', 'empty'],
  ]);
});

it('a source that cannot be listed is the headline, with what it said', () => {
  const failure = { atMicros: ago(0.1), message: '/b cannot be read.' };
  const other = { ...SOURCE, sourceId: 'folder:/b', failure };
  const health = judge({ sources: [SOURCE, other] });
  expect(health.state).toBe('problems');
  expect(health.message).toContain('/b cannot be read.');
  expect(health.sources.map(({ state }) => state)).toEqual(['fresh', 'problems']);
});

it('of two sources the one that gives no news any more is the headline', () => {
  const other = { ...SOURCE, sourceId: 'folder:/b' };
  const late = file({ sourceId: 'folder:/b', changedMicros: ago(3), newestPollMicros: ago(4) });
  expect(judge({ sources: [SOURCE, other], files: [file(), late] })).toMatchObject({
    state: 'stale',
    sources: [{ state: 'fresh' }, { state: 'stale' }],
  });
  const old = { ...late, changedMicros: ago(1), newestPollMicros: ago(30) };
  expect(judge({ sources: [SOURCE, other], files: [file(), old] }).state).toBe('old');
  const unlisted = { ...SOURCE, listedMicros: ago(4) };
  expect(judge({ sources: [unlisted] }).state).toBe('stale');
  expect(judge({ sources: [SOURCE, other] })).toMatchObject({
    state: 'problems',
    sources: [{ state: 'fresh' }, { message: 'It holds no file of polls, hours or timezones.' }],
  });
});

it('a rejected file, many rows in quarantine and a held version each take the green away', () => {
  const hours = file({ fileId: 'h', name: 'h.csv', kind: 'hours', newestPollMicros: null });
  const bad = { rowsIn: 4, quarantined: 4, reasons: { 'day is odd': 4 } };
  for (const over of [
    { files: [file({ isRejected: true, message: 'polls.csv: empty.' })] },
    { files: [file(), { ...hours, ...bad }] },
    { files: [file(), hours], held: { hours: 'A new version of the hours is held back.' } },
    { lastOutcome: 'completed_with_problems' as const, troubles: [{ kind: 'file' as const, text: 'x' }] },
    { lastOutcome: 'failed' as const },
  ])
    expect(judge(over).state).toBe('problems');
  const health = judge({ files: [file(), { ...hours, ...bad }] });
  expect(health.inputs[1]).toMatchObject({
    state: 'problems',
    message: '4 of 4 rows of h.csv are in quarantine: day is odd.',
  });
});

it('the short words name no file', () => {
  const troubles = [{ kind: 'rows' as const, text: '4 of 4 rows of secret.csv are in quarantine.' }];
  const health = judge({ lastOutcome: 'completed_with_problems', troubles });
  expect(health.short).toBe('Completed with problems: 1 file with more than 1 % of the rows in quarantine.');
});

it('the sample is never green, and says the year', () => {
  const newestPollMicros = requireInstant('2023-01-25T18:13:22Z', 'newest');
  const health = judge({
    newestPollMicros,
    sources: [{ ...SOURCE, isSample: true }],
    files: [file({ newestPollMicros })],
  });
  expect(health).toMatchObject({
    state: 'sample',
    sources: [{ state: 'sample', message: 'The sample that ships with Loopwatch, of 2023.' }],
  });
});
