import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFiles } from '../../../bench/make-sample';
import { requireInstant } from '../../../src/domain/time/instants';
import { column, groupRows, type Rows, toRows } from './generated-rows';

const ROOT = join(__dirname, '../../..');
const SAMPLE = join(ROOT, 'sample');
const REAL = join(ROOT, 'test/fixtures/real');

function rowsOf(folder: string, name: string): Rows {
  return toRows(readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(1));
}

describe('the sample', () => {
  const polls = rowsOf(SAMPLE, 'store_status.csv');
  const hours = rowsOf(SAMPLE, 'menu_hours.csv');
  const timezones = rowsOf(SAMPLE, 'timezones.csv');
  const ids = new Set(column(polls, 0));

  it('equals the output of bench/make-sample.ts for the real test data', () => {
    for (const [name, content] of sampleFiles(REAL)) {
      expect(readFileSync(join(SAMPLE, name), 'utf8')).toBe(content);
    }
  });

  it('is small, names its origin, and does not include the truth', () => {
    const names = readdirSync(SAMPLE).sort();
    expect(names).toEqual(['LICENSE', 'README.md', 'menu_hours.csv', 'store_status.csv', 'timezones.csv']);
    const bytes = names.reduce((sum, name) => sum + statSync(join(SAMPLE, name)).size, 0);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('copies all hours and timezones of its stores from the real data', () => {
    const ofSample = ([storeId = '']: readonly string[]) => ids.has(storeId);
    expect(hours).toEqual(rowsOf(REAL, 'menu_hours.csv').filter(ofSample));
    expect(timezones).toEqual(rowsOf(REAL, 'timezones.csv').filter(ofSample));
  });

  it('has each kind of store that its README names', () => {
    const zoned = new Set(column(timezones, 0));
    const opened = new Set(column(hours, 0));
    expect(ids.size).toBe(50);
    expect([...ids].filter((id) => !zoned.has(id))).toHaveLength(4);
    expect([...ids].filter((id) => !opened.has(id))).toHaveLength(5);
    expect([...ids].filter((id) => !zoned.has(id) && !opened.has(id))).toHaveLength(1);
    expect(timezones).toContainEqual(['8139926242460185114', 'Asia/Beirut']);
    expect(column(timezones, 1)).toEqual(
      expect.arrayContaining(['America/Boise', 'America/Denver', 'America/Edmonton', 'Pacific/Honolulu']),
    );
    const storeDays = groupRows(hours, ([storeId, day]) => `${storeId} ${day}`);
    expect([...storeDays.values()].some((rows) => rows.length === 2)).toBe(true);
  });

  it('has outages, and one store that is silent in the last week', () => {
    expect(new Set(column(polls, 1))).toEqual(new Set(['active', 'inactive']));
    const newest = Math.max(...column(polls, 2).map((at) => requireInstant(at, 'poll')));
    const weekStart = newest - 7 * 86_400_000_000;
    const heard = new Set(
      column(
        polls.filter(([, , at = '']) => requireInstant(at, 'poll') >= weekStart),
        0,
      ),
    );
    expect([...ids].filter((id) => !heard.has(id))).toEqual(['207553092401694021']);
  });

  it('repeats twelve polls and corrects two, as its README says', () => {
    const instants = [...groupRows(polls, ([storeId, , at]) => `${storeId} ${at}`).values()];
    const statuses = instants.filter((rows) => rows.length > 1).map((rows) => new Set(column(rows, 1)).size);
    expect(statuses.filter((size) => size === 1)).toHaveLength(12);
    expect(statuses.filter((size) => size === 2)).toHaveLength(2);
  });
});
