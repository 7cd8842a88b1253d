import path from 'node:path';
import { unknownDialectSources } from '../../src/config/dialect-settings';
import { loadSettings } from '../../src/config/settings';
import { PLAIN_DIALECT } from '../../src/contract/file-reading';

const dialectOf = (environment: Record<string, string>) => loadSettings({}, environment).dialectOf;
const folder = `folder:${path.resolve('in')}`;

it('without a setting, nothing is read that has two meanings', () => {
  expect(dialectOf({})(folder)).toEqual(PLAIN_DIALECT);
});

it('a bare value holds for every source without one of its own', () => {
  const of = dialectOf({
    LOOPWATCH_DATE_ORDER: 'google-sheets:ABCDEFG/May polls=Month-Day-Year; day-month-year',
    LOOPWATCH_DAY_NUMBERING: 'in = 1-is-sunday',
  });
  expect(of(folder)).toEqual({ dateOrder: 'day-month-year', dayNumbering: '1-is-sunday' });
  expect(of('google-sheets:ABCDEFG/May polls')).toEqual({ dateOrder: 'month-day-year', dayNumbering: null });
});

it.each([
  ['LOOPWATCH_DATE_ORDER', 'dmy', '"dmy" must be day-month-year or month-day-year'],
  ['LOOPWATCH_DAY_NUMBERING', 'in=7', '"7" must be 0-is-monday or 1-is-monday'],
  ['LOOPWATCH_DATE_ORDER', 'google-drive:x=day-month-year', 'contains no Google id'],
])('%s=%s is refused with the reason', (name, value, message) => {
  expect(() => loadSettings({}, { [name]: value })).toThrow(
    expect.objectContaining({ code: 'SETUP', message: expect.stringContaining(message) }),
  );
});

it('a source that is named and does not exist can be told', () => {
  const settings = loadSettings(
    {},
    {
      LOOPWATCH_SOURCE: 'in; google-sheets:ABCDEFG/Polls',
      LOOPWATCH_DATE_ORDER: 'in=day-month-year; out=day-month-year; month-day-year',
      LOOPWATCH_DAY_NUMBERING: 'google-sheets:ABCDEFG/Hours=1-is-monday',
    },
  );
  expect(unknownDialectSources(settings.values, settings.sources)).toEqual([
    `LOOPWATCH_DATE_ORDER names ${path.resolve('out')}`,
    'LOOPWATCH_DAY_NUMBERING names google-sheets:ABCDEFG/Hours',
  ]);
});
