import { randomUUID } from 'node:crypto';
import { sampleFiles } from '../../support/sample';
import { type ApiUnderTest, startApi } from '../api-under-test';

const ODD = 'a/<b>"ü"';
const CELLS_OF_HEAT = 168;

let harness: ApiUnderTest;
const ids = { fleet: '', counted: '', one: '', none: '' };
const storeId = '8139926242460185114';

beforeAll(async () => {
  const files = sampleFiles();
  const odd = `store_id,status,timestamp_utc\n"${ODD.replaceAll('"', '""')}",inactive,2023-01-24 12:00:00 UTC\n`;
  harness = await startApi({ ...files, 'odd.csv': odd });
  await harness.startWorker();
  await harness.ingest();
  const make = async (body: object) => {
    const id = await harness.start({ formats: ['csv'], ...body });
    await harness.untilClosed(id);
    return id;
  };
  ids.fleet = await make({});
  ids.counted = await make({ method: 'count' });
  ids.one = await make({ stores: [storeId] });
  ids.none = await make({ stores: ['nobody'] });
});
afterEach(() => harness.release());
afterAll(() => harness.stop());

const page = (address: string) => harness.api.get(address).set('Accept', 'text/html');
const textOf = async (address: string): Promise<string> => (await page(address).expect(200)).text;
const rowsOf = (text: string) =>
  /<table class="stores">[\s\S]*<tbody>([\s\S]*?)<\/tbody>/.exec(text)?.[1]?.match(/<tr>/g)?.length;
const idsOf = (text: string) =>
  [
    ...(/<table class="stores">[\s\S]*<tbody>([\s\S]*?)<\/tbody>/.exec(text)?.[1] ?? '').matchAll(
      /<th scope="row"><a [^>]*><bdi>([^<]*)</g,
    ),
  ].map(([, id]) => id);

const numberOf = (text = ''): number => Number(text.replace('−', '-').replace(/[,+]| points/g, ''));

/** The numbers of the first list of stores that need attention. */
const attentionOf = (text: string): number[][] => {
  const [, list = ''] = /Down while open, h<[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(text) ?? [];
  return list
    .split('</tr>')
    .slice(0, -1)
    .map((row) => [...row.matchAll(/<td class="number">([\d.]+)/g)].map(([, number]) => Number(number)));
};

describe('the page of a report', () => {
  it('shows totals, heat, distribution, attention and the first page of the table, at both addresses', async () => {
    const [text, old] = [
      await textOf(`/reports/${ids.fleet}`),
      await textOf(`/get_report?report_id=${ids.fleet}`),
    ];
    expect(old).toBe(text);
    for (const words of [
      'Uptime of 51 stores',
      'The week by the hour',
      'Stores by uptime',
      '20 of 23 stores with downtime',
      '1 to 50 of 51 stores.',
      'Page 1 of 2',
    ])
      expect(text).toContain(words);
    expect(text.match(/<g><title>/g)).toHaveLength(CELLS_OF_HEAT);
    expect(rowsOf(text)).toBe(50);
    expect(text).not.toMatch(/ style=/);
  });

  it('shows the same numbers as the API', async () => {
    const { body } = await harness.api.get(`/api/v1/reports/${ids.fleet}/summary`).expect(200);
    const text = await textOf(`/reports/${ids.fleet}`);
    for (const name of ['hour', 'day', 'week']) {
      const percent = (Math.floor(body.totals[name].uptime_percent * 10) / 10).toFixed(1);
      expect(text).toContain(`<h3>Last ${name}</h3>\n<p class="share"><strong>${percent}%</strong>`);
      const { unknown_seconds: unknown, business_seconds: open } = body.totals[name];
      const known = (Math.floor((1 - unknown / open) * 1_000) / 10).toFixed(1);
      expect(text).toContain(`<p class="hint known">${known}% of the open time is known</p>`);
    }
  });

  it('searches, sorts and pages with links alone', async () => {
    const second = await textOf(`/reports/${ids.fleet}?page=2`);
    expect(second).toContain('51 to 51 of 51 stores.');
    const sorted = await textOf(`/reports/${ids.fleet}?sort=store_id&order=desc`);
    const { body } = await harness.api.get(`/api/v1/reports/${ids.fleet}/stores?sort=store_id&order=desc`);
    expect(idsOf(sorted)[1]).toBe(body.rows[1].store_id);
    const found = await textOf(`/reports/${ids.fleet}/stores?search=${storeId.slice(2, 14)}`);
    expect(idsOf(found)).toEqual([storeId]);
    expect(found).toContain('1 to 1 of 1 store whose id contains');
    const nothing = await textOf(`/reports/${ids.fleet}?search=%3Cnobody`);
    expect(nothing).toContain('None of 51 stores has an id that contains “&lt;nobody”.');
    expect(await textOf(`/reports/${ids.fleet}?page=9`)).toContain('There is no page 9: 51 stores.');
    await page(`/reports/${ids.fleet}?sort=luck`).expect(400);
  });

  it('has no heat map and no unknown time for the method count', async () => {
    const text = await textOf(`/reports/${ids.counted}`);
    expect(text).not.toContain('The week by the hour');
    expect(text).not.toContain('Unknown, h</a>');
    expect(text).toContain('of the whole window up');
    expect(text).not.toContain('Least known');
    expect(text).not.toContain('time is known');
    const lost = attentionOf(text).map(([down]) => down ?? 0);
    expect(lost).toHaveLength(20);
    expect(lost).toEqual(lost.toSorted((a, b) => b - a));
  });

  it('of one store shows its week', async () => {
    const text = await textOf(`/reports/${ids.one}`);
    expect(text).toContain(`Uptime of store <bdi>${storeId}</bdi>`);
    expect(text).toContain('aria-label="The week, day by day');
    expect(text).not.toContain('id="stores"');
  });

  it('without any store says so', async () => {
    const text = await textOf(`/reports/${ids.none}`);
    expect(text).toContain('There is no store to report on');
    expect(text).toContain('nobody.');
  });

  it('of a running report shows its progress, and of an unknown report a 404', async () => {
    const reached = harness.hold();
    const id = await harness.start();
    await reached;
    const text = await textOf(`/reports/${id}`);
    harness.release();
    await harness.untilClosed(id);
    expect(text).toContain('Current stage: aggregate.');
    await page(`/reports/${randomUUID()}`).expect(404);
  });
});

describe('the page of a store', () => {
  it('opens each number to show its parts', async () => {
    const text = await textOf(`/reports/${ids.fleet}/stores/${storeId}`);
    expect(text.match(/<details class="number-line"><summary><b>(Up|Down|Unknown|Open)<\/b>/g)).toHaveLength(
      12,
    );
    expect(text).toContain('<b>Up</b> 63.00 h');
    expect(text).toMatch(/<dt>Timezone<\/dt><dd>Asia\/Beirut, given by \S*/);
    expect(text).toContain('outside business hours');
    expect(text).toMatch(/And \d+ more polls? from the day before the week\./);
    expect(text).toContain(' UTC</small>');
  });

  it('names the days when the store is closed', async () => {
    const text = await textOf(`/reports/${ids.fleet}/stores/1921227243936268124`);
    const [, hours = ''] = /id="hours-title">([\s\S]*?)<\/section>/.exec(text) ?? [];
    expect([...new Set([...hours.matchAll(/<b>(\w+)<\/b>/g)].map(([, day]) => day))]).toHaveLength(7);
    expect(hours).toContain('<b>Sun</b> <span>closed');
  });

  it('shows the arithmetic of the method count', async () => {
    const text = await textOf(`/reports/${ids.counted}/stores/${storeId}`);
    expect(text).toContain('An hour for each active poll');
    expect(text).toContain('closed hours count as down');
  });

  it('works for any id, and never shows the id as markup', async () => {
    const table = await textOf(`/reports/${ids.fleet}?search=%3Cb%3E`);
    const [, address = ''] =
      /href="(\/reports\/[^"]*\/stores\/[^"]*)"/.exec(
        table.slice(table.indexOf('<table class="stores">')).replace(/<thead>.*<\/thead>/s, ''),
      ) ?? [];
    expect(address).toContain(encodeURIComponent('a/<b>"'));
    const text = await textOf(`/reports/${ids.fleet}/stores/${encodeURIComponent(ODD)}`);
    expect(text).toContain('Store a/&lt;b&gt;&quot;ü&quot;');
    expect(text).not.toContain('<b>"');
    await page(`/reports/${ids.fleet}/stores/nobody`).expect(404);
  });
});

describe('the comparison with the week before', () => {
  it('starts the report, waits for it, and shows both weeks', async () => {
    const reached = harness.hold();
    const started = await harness.api.post(`/reports/${ids.fleet}/previous-week`).expect(303);
    const address = started.headers.location ?? '';
    await reached;
    const waiting = await page(address).expect(200);
    expect(waiting.headers.refresh).toBe('2');
    expect(waiting.text).toContain('The report of the week before is being made');
    harness.release();
    await harness.untilClosed(address.split('/').at(-1) ?? '');
    const { body } = await harness.api.get(`/api/v1${address}`).expect(200);
    const text = await textOf(address);
    expect(text).toContain(`<li><b>${body.counts.same}</b> <span>the same</span></li>`);
    expect(text).toContain('This week and the other week');
    expect(text).toContain('Difference');
    const sums = [
      ...text.matchAll(
        /<th scope="row">([\w, ]+)<\/th><td class="number">([\d.,]+)%?<\/td><td class="number">([\d.,]+)%?<\/td><td class="number">([^<]*)</g,
      ),
    ];
    expect(sums.filter(([, name]) => name === 'Known').length).toBeGreaterThan(0);
    for (const [, , here, there, difference] of sums) {
      const less = numberOf(here) - numberOf(there);
      expect(numberOf(difference)).toBeCloseTo(less, 6);
    }
    expect(text).toContain('Read this before you rely on the differences');
    const again = await harness.api.post(`/reports/${ids.fleet}/previous-week`).expect(303);
    expect(again.headers.location).toBe(address);
  });

  it('is refused for two different methods', async () => {
    await page(`/reports/${ids.fleet}/compare/${ids.counted}`).expect(409);
  });
});
