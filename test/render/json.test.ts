import fc from 'fast-check';
import { renderJson } from '../../src/render/json';
import { reportJsonSchema } from '../../src/render/report-json-schema';
import { AS_OF, BLANK, countStore, documentOf, figures, store } from './documents';

const textOf = (document: ReturnType<typeof documentOf>) => [...renderJson(document)].join('');
const parsed = (document: ReturnType<typeof documentOf>) =>
  reportJsonSchema.parse(JSON.parse(textOf(document)));

describe('renderJson', () => {
  it('writes the facts of the report', () => {
    const quality = { warnings: ['A file "x" could not be read'], unknownStoreIds: ['nobody'] };
    const { report } = parsed(documentOf([store('1')], { quality }));
    expect(report).toEqual({
      method: 'interpolate 2',
      hold_seconds: 7_200,
      as_of: '2023-01-25T18:13:22.479220Z',
      log_version: 12,
      hours_version: 3,
      timezones_version: 2,
      tzdb_version: '2025b',
      stores: 1,
      polls: 1_234_567,
      polls_outside_hours: 4_321,
      newest_poll: '2023-01-25T18:11:52.479220Z',
      newest_poll_age_seconds: 90,
      rows_in: 2_000_001,
      duplicates: 17,
      disagreements: 5,
      quarantined: { polls: 3, hours: 2, timezones: 1 },
      stores_without_timezone: 6,
      stores_without_hours: 8,
      stores_without_figures: 5,
      stores_by_hours: { given: 20, kept: 4, default: 8, unreadable: 2 },
      stores_by_zone: { given: 25, kept: 0, default: 6, unreadable: 3 },
      stores_silent: 9,
      unknown_store_ids: ['nobody'],
      warnings: ['A file "x" could not be read'],
    });
  });

  it('writes rounded figures under the column names of the CSV, and exact ones beside them', () => {
    const hour = figures(3_599_700_000, 300_000);
    const [row] = parsed(documentOf([store('1', { hour })])).stores;
    expect(row).toMatchObject({
      store_id: '1',
      'uptime_last_hour(in minutes)': 60,
      'downtime_last_hour(in minutes)': 0.01,
      uptime_last_hour_seconds: 3_599.7,
      downtime_last_hour_seconds: 0.3,
      'unknown_last_week(in hours)': 8,
      coverage_last_week: 0.85,
      coverage_last_week_unrounded: 48 / 56,
      uptime_percent_last_hour: 99.99,
      uptime_percent_last_day: 85.71,
      polls_last_week: 61,
      timezone: 'America/New_York',
      hours: 'given',
      zone: 'given',
    });
  });

  it('writes null for every figure of a store whose business time is not known, and names its states', () => {
    const blank = { ...BLANK, timezone: null, states: { hours: 'kept', timezones: 'unreadable' } } as const;
    const [row] = parsed(documentOf([store('1', blank)])).stores;
    const { store_id, polls_last_week, hours, zone, ...figuresOfRow } = row ?? {};
    expect({ store_id, polls_last_week, hours, zone }).toEqual({
      store_id: '1',
      polls_last_week: 61,
      hours: 'kept',
      zone: 'unreadable',
    });
    expect(Object.keys(figuresOfRow)).toHaveLength(30);
    expect(new Set(Object.values(figuresOfRow))).toEqual(new Set([null]));
  });

  it('keeps every microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 604_800_000_000 }), (micros) => {
        const [row] = parsed(documentOf([store('1', { week: figures(micros, 0, 1) })])).stores;
        expect(Math.round((row?.uptime_last_week_seconds ?? 0) * 1e6)).toBe(micros);
        expect(String(row?.uptime_last_week_seconds)).toMatch(/^\d+(\.\d{1,6})?$|^\de-\d$/);
      }),
    );
  });

  it('writes null for unknown values', () => {
    const silent = store('silent', { week: figures(0, 0, 100) });
    const closed = store('closed', { week: figures(0, 0, 0) });
    const [first, second] = parsed(
      documentOf([silent, closed], { quality: { newestPollMicros: null } }),
    ).stores;
    expect(first).toMatchObject({ coverage_last_week: 0, uptime_percent_last_week: null });
    expect(second).toMatchObject({ coverage_last_week: null, coverage_last_week_unrounded: null });
    const counted = parsed(documentOf([countStore('1')], { method: 'count' })).stores[0];
    expect(counted).toMatchObject({
      'unknown_last_day(in hours)': null,
      unknown_last_day_seconds: null,
      coverage_last_week: null,
      uptime_percent_last_day: 25,
    });
  });

  it('writes every store in order, for none and for many', () => {
    expect(parsed(documentOf([])).stores).toEqual([]);
    const ids = Array.from({ length: 1_203 }, (_, i) => `"${i}\n`);
    expect(parsed(documentOf(ids.map((id) => store(id)))).stores.map((row) => row.store_id)).toEqual(ids);
  });

  it('gives the same bytes for the same document', () => {
    expect(textOf(documentOf([store('1')]))).toBe(textOf(documentOf([store('1')])));
    expect(textOf({ ...documentOf([]), pins: { ...documentOf([]).pins, asOfMicros: AS_OF + 1 } })).not.toBe(
      textOf(documentOf([])),
    );
  });
});
