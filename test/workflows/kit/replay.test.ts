import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { z } from 'zod';
import { workflowBundle } from '../../support/service';

const FOLDER = path.join(__dirname, '../../histories');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const FIRST = [
  'ingest-continued-as-new',
  'ingest-nothing-new',
  'ingest-one-file-rejected',
  'ingest-three-new-files',
  'report-cancelled',
  'report-completed',
  'report-failed-for-want-of-polls',
];

const SECOND = [...FIRST, 'report-completed-and-told', 'report-failed-and-told', 'standing-report'];

const THIRD = [
  ...SECOND,
  'maintain-merged',
  'maintain-nothing-to-do',
  'partitions-of-a-report',
  'report-in-partitions',
  'report-taken-over',
  'report-waited-for',
];

/** The name of each file says what it proves and which version recorded it. */
describe('replay of recorded histories', () => {
  const replay = async (history: unknown) => {
    const workflowBundleNow = await workflowBundle();
    return Worker.runReplayHistory({ workflowBundle: workflowBundleNow }, history);
  };
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

  it.each([
    ['0.1.0', FIRST],
    ['0.2.0', SECOND],
    ['0.3.0', THIRD],
  ])('covers every workflow of %s with every way it can end', (version, names) => {
    const recorded = FILES.filter((name) => name.endsWith(`.${version}.json`));
    expect(recorded.map((name) => name.replace(/\.\d.*$/, '')).sort()).toEqual([...names].sort());
  });

  it.each(FILES)('%s replays on the current workflows', async (name) => {
    const { events } = z.object({ events: z.array(z.unknown()) }).parse(read(name));
    expect(events.length).toBeGreaterThan(10);
    await expect(replay(read(name))).resolves.toBeUndefined();
  });

  it('fails on a history with a different step', async () => {
    const completed = FILES.find((name) => name.startsWith('report-completed')) ?? '';
    const tampered = readFileSync(path.join(FOLDER, completed), 'utf8').replace(
      '"name": "filter"',
      '"name": "sieve"',
    );
    expect(tampered).toContain('"sieve"');
    await expect(replay(JSON.parse(tampered))).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});
