import type { ReportDocument } from '../../src/contract/report';
import { renderPdf } from '../../src/render/pdf';
import { AS_OF, BLANK, countStore, documentOf, figures, store, week } from './documents';
import { readPdf, squeezed } from './read-pdf';

const HOUR = 3_600_000_000;
const fleet = (count: number) =>
  Array.from({ length: count }, (_, i) => store(`store-${String(i).padStart(6, '0')}`));

async function pagesOf(document: ReportDocument, fullTable = false): Promise<string[]> {
  return readPdf(await renderPdf(document, { fullTable }));
}

describe('the report of a fleet', () => {
  it('opens with its title, as-of, totals, method and versions', async () => {
    const [first] = await pagesOf(documentOf(fleet(40)));
    for (const text of [
      'Uptime report',
      'Wednesday 25 January 2023, 18:13:22 UTC',
      '40 stores',
      // 1600 of the 1920 known hours.
      '83.3%',
      'Up 1,600 h',
      'Down 320.00 h',
      'Unknown 320.00 h',
      'of 2,240 h open',
      'at most 2 hours before and after it',
      'known for 85.7% of the week',
      'The newest poll was 1 minute 30 seconds old.',
      'Method interpolate 2, hold 2 hours',
      'log version 12',
      'menu hours version 3',
      'timezones version 2',
      'tz database 2025b',
    ]) {
      expect(first).toContain(squeezed(text));
    }
  });

  it('numbers its pages and repeats method and as-of on each', async () => {
    const pages = await pagesOf(documentOf(fleet(40)), true);
    expect(pages).toHaveLength(4);
    pages.forEach((page, index) => {
      expect(page).toContain(squeezed(`${index + 1} of 4`));
      expect(page).toContain(squeezed('interpolate 2, hold 2 hours · as of 2023-01-25T18:13:22.479220Z'));
    });
  });

  it('says how many stores need attention beyond those listed', async () => {
    const silent = fleet(12).map((one) => ({
      ...one,
      storeId: `silent-${one.storeId}`,
      week: figures(0, 0, 9),
    }));
    const worst = store('the-worst', { week: figures(HOUR, 50 * HOUR) });
    const pages = await pagesOf(documentOf([...fleet(40), ...silent, worst]));
    const page = pages[1] ?? '';
    expect(page).toContain(squeezed('25 of 41 stores with downtime'));
    expect(page).toContain(squeezed('10 of 12 stores with less than half'));
    expect(page.indexOf('the-worst')).toBeLessThan(page.indexOf('store-000000'));
  });

  it('shows the quality of the data', async () => {
    const quality = {
      warnings: ['The file polls.csv could not be read', 'Version 4 of the menu hours is held back'],
      unknownStoreIds: Array.from({ length: 400 }, (_, i) => `missing-${i}`),
    };
    const pages = await pagesOf(documentOf(fleet(40), { quality }));
    expect(pages[0]).toContain(
      squeezed('Read the 2 warnings under “Data quality” before you rely on these numbers.'),
    );
    const text = pages.join('');
    for (const words of [
      '1,234,567 polls in the week',
      '4,321 of them outside business hours',
      '9 without a poll all week',
      '6 without a timezone, counted as in America/Chicago',
      '4 with menu hours kept from an earlier version',
      '2 whose menu hours cannot be read: they have no figures',
      '3 whose timezone cannot be read',
      'The file polls.csv could not be read',
      'Version 4 of the menu hours is held back',
      'missing-149, and 250 more, which the JSON report names',
    ]) {
      expect(text).toContain(squeezed(words));
    }
  });

  it('names every store once in the full table, under a header on each page', async () => {
    const stores = fleet(500);
    const pages = await pagesOf(documentOf(stores), true);
    const table = pages.filter((page) => page.includes(squeezed('last week, hours')));
    expect(table.length).toBe(8);
    expect(table.join('').match(/store-\d{6}/g)).toEqual(stores.map((one) => one.storeId));
    expect(table[0]).toContain(squeezed('30.00 30.00 0.00 6.00 1.00 1.00 40.00 8.00 8.00'));
  });
});

describe('stores whose business time is not known', () => {
  const blank = store('blank', { ...BLANK, timezone: null });

  it('are in no total, and a fleet report says how many they are', async () => {
    const [first] = await pagesOf(documentOf([...fleet(40), blank, { ...blank, storeId: 'blank-2' }]));
    for (const text of ['42 stores', '83.3%', 'Up 1,600 h', 'of 2,240 h open', 'known for 85.7% of the week'])
      expect(first).toContain(squeezed(text));
    expect(first).toContain(
      squeezed('No total includes 2 stores of which nothing is known: their menu hours'),
    );
  });

  it('have dashes in the list and in the full table', async () => {
    const pages = await pagesOf(documentOf([store('a'), blank]), true);
    expect(pages[0]).toContain(squeezed('blank cannot be read – – – – not known'));
    expect(pages.at(-1)).toMatch(/8\.00–{9}0\.85–/);
  });

  it.each(['interpolate', 'count'] as const)('have a page that says so, by method %s', async (method) => {
    const drawn = {
      ...week('blank'),
      business: [],
      stretches: [],
      clock: 'UTC',
      hoursFrom: { state: 'unreadable', file: null, since: null, lost: null },
      zoneFrom: { state: 'kept', file: 'zones (1).csv', since: 2, lost: true },
    } as const;
    const pages = await pagesOf(documentOf([{ ...blank, timezone: 'UTC' }], { weeks: [drawn], method }));
    expect(pages).toHaveLength(1);
    for (const text of [
      'Not known: the menu hours or the timezone cannot be read',
      'Hours: cannot be read.',
      'Timezone: UTC, kept from version 2 (zones (1).csv)',
      'not known',
    ])
      expect(pages[0]).toContain(squeezed(text));
    for (const text of ['0.00 h', '100%', '0 min', 'no business hours', 'When it was down'])
      expect(pages[0]).not.toContain(squeezed(text));
  });
});

describe('the heat map in the PDF', () => {
  const hours = (micros: number) => new Array<number>(168).fill(micros);
  const heat = { upMicros: hours(9 * HOUR), downMicros: hours(HOUR), unknownMicros: hours(0) };

  it('is on the first page of a fleet report, with the other pictures and the method', async () => {
    const [first, ...others] = await pagesOf(documentOf(fleet(40), { heat }));
    for (const words of ['The week by the hour', '90 90 90 90', 'How the stores did', 'Method interpolate 2'])
      expect(first).toContain(squeezed(words));
    expect(others).toHaveLength(2);
  });

  it('is left out if there is none, and if each store has its own page', async () => {
    const without = await pagesOf(documentOf(fleet(40)));
    const few = await pagesOf(
      documentOf(fleet(3), { heat, weeks: fleet(3).map(({ storeId }) => week(storeId)) }),
    );
    expect([...without, ...few].join('')).not.toContain(squeezed('The week by the hour'));
  });
});

describe('the report of a few stores', () => {
  it('has one page for each store, with its week in local time', async () => {
    const ids = ['north', 'south', 'west'];
    const pages = await pagesOf(
      documentOf(
        ids.map((id) => store(id)),
        { weeks: ids.map(week) },
      ),
    );
    expect(pages).toHaveLength(5);
    ids.forEach((id, index) => {
      const page = pages[index + 1];
      expect(page).toContain(squeezed(`STORE ${id} Last hour`));
      expect(page).toContain(squeezed('Times in America/New_York. 61 polls in the week.'));
      expect(page).toContain(squeezed('Mon 23 Jan, 14:13 to 15:13'));
    });
  });

  it('is one page for one store, even with many notes on the data', async () => {
    const stretches = Array.from({ length: 40 }, (_, hour) => ({
      fromMicros: AS_OF - (100 - 2 * hour) * HOUR,
      toMicros: AS_OF - (99 - 2 * hour) * HOUR,
      status: 'down' as const,
    }));
    const quality = {
      warnings: Array.from(
        { length: 5 },
        (_, i) => `The file ${i}.csv could not be read: ${'why '.repeat(60)}`,
      ),
      unknownStoreIds: Array.from({ length: 9 }, (_, i) => `missing-${i}`),
    };
    const kept = { state: 'kept', file: 'menu_hours_export (12).csv', since: 123, lost: false } as const;
    const drawn = { ...week('north'), stretches, hoursFrom: kept, zoneFrom: kept };
    const pages = await pagesOf(documentOf([store('north')], { weeks: [drawn], quality }));
    expect(pages).toHaveLength(1);
    for (const words of [
      'And 4 more warnings, which the JSON report has.',
      'missing-2, and 6 more',
      '17 repeated, 5 of them with another status; 6 rows in quarantine',
    ])
      expect(pages[0]).toContain(squeezed(words));
    expect(pages[0]).toContain(squeezed('Store north'));
    expect(pages[0]).toContain(squeezed('The week, day by day'));
    expect(pages[0]).toContain(squeezed('Method interpolate 2'));
  });
});

describe('unknown is not shown as zero', () => {
  it('shows no percentage if nothing is known or the store is closed', async () => {
    const silent = figures(0, 0, HOUR);
    const closed = figures(0, 0, 0);
    const [first] = await pagesOf(
      documentOf([store('1', { hour: closed, day: silent, week: silent, pollsLastWeek: 0 })]),
    );
    expect(first).toContain(squeezed('Closed: no business hours in this window'));
    expect(first).toContain(squeezed('nothing is known'));
    expect(first).not.toContain(squeezed('of the known time up'));
  });

  it('shows no unknown time for the method count', async () => {
    const text = (await pagesOf(documentOf([countStore('1')], { method: 'count' }), true)).join('');
    expect(text).not.toMatch(/unknown/i);
    expect(text).toContain(squeezed('each active poll counts as one hour up'));
  });

  it('renders a complete report without any store', async () => {
    const pages = await pagesOf(documentOf([], { quality: { newestPollMicros: null } }), true);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain(squeezed('There is no store to report on'));
  });
});

describe('unusual ids', () => {
  const odd = ['f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'Łódź & <Ωмега>', '0'.repeat(64), 'x'.repeat(300)];

  it('are printed whole in every part of the report', async () => {
    const few = await pagesOf(
      documentOf(
        odd.map((id) => store(id)),
        { weeks: odd.map(week) },
      ),
      true,
    );
    const many = await pagesOf(documentOf([...fleet(20), ...odd.map((id) => store(id))]), true);
    for (const id of odd) {
      expect(few.filter((page) => page.includes(squeezed(id))).length).toBeGreaterThanOrEqual(3);
      expect(many.at(-1)).toContain(squeezed(id));
    }
  });

  it('are written as code points where no font has a character', async () => {
    const [first] = await pagesOf(documentOf([store('\u1b13\n1')]));
    expect(first).toContain('[U+1B13][U+000A]1');
  });
});

describe('the bytes of a PDF', () => {
  it('depend only on the document', async () => {
    const document = documentOf(
      ['a', 'b'].map((id) => store(id)),
      { weeks: ['a', 'b'].map(week) },
    );
    const once = await renderPdf(document, { fullTable: true });
    const again = await renderPdf(structuredClone(document), { fullTable: true });
    expect(again.equals(once)).toBe(true);
    const later = { ...document, pins: { ...document.pins, asOfMicros: AS_OF + 1 } };
    expect((await renderPdf(later, { fullTable: true })).equals(once)).toBe(false);
  });

  it('have as-of as their creation date', async () => {
    const pdf = await renderPdf(documentOf([store('a')]), { fullTable: false });
    expect(pdf.toString('latin1')).toContain('<xmp:CreateDate>2023-01-25T18:13:22Z</xmp:CreateDate>');
  });
});
