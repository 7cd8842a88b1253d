import { renderPdf } from '../../../src/render/pdf';
import { documentOf, store, week } from '../documents';
import { readPdf, squeezed } from '../read-pdf';

const reversed = (text: string) => Array.from(text).reverse().join('');

/** An id in each script, the text that a reader of the PDF finds in the order in which it is drawn, and the font. */
const SCRIPTS = [
  ['Arabic', 'مطعم-الامل', `${reversed('الامل')}-${reversed('مطعم')}`, 'NotoSansArabic'],
  ['Hebrew', 'מסעדה-12', `12-${reversed('מסעדה')}`, 'NotoSansHebrew'],
  ['Cyrillic', 'Київ-кафе', 'Київ-кафе', 'Roboto'],
  ['Greek', 'ταβέρνα', 'ταβέρνα', 'Roboto'],
  ['Chinese', '北京饭店', '北京饭店', 'NotoSansSC'],
  ['traditional Chinese', '臺北小籠包', '臺北小籠包', 'NotoSansSC'],
  ['Japanese', 'らーめん東京', 'らーめん東京', 'NotoSansJP'],
  ['Korean', '서울식당', '서울식당', 'NotoSansKR'],
  ['Thai', 'ร้านอาหาร', 'ร้านอาหาร', 'NotoSansThai'],
  ['Devanagari', 'भोजनालय', 'भोजनालय', 'NotoSansDevanagari'],
  ['Bengali', 'কলকাতা', 'কলকাতা', 'NotoSansBengali'],
  ['Gujarati', 'ગુજરાતી', 'ગુજરાતી', 'NotoSansGujarati'],
  ['Gurmukhi', 'ਢਾਬਾ', 'ਢਾਬਾ', 'NotoSansGurmukhi'],
  ['Kannada', 'ಊಟ', 'ಊಟ', 'NotoSansKannada'],
  ['Malayalam', 'മലയാളം', 'മലയാളം', 'NotoSansMalayalam'],
  ['Sinhala', 'සිංහල', 'සිංහල', 'NotoSansSinhala'],
  ['Tamil', 'உணவகம்', 'உணவகம்', 'NotoSansTamil'],
  ['Telugu', 'తెలుగు', 'తెలుగు', 'NotoSansTelugu'],
  // The vowel has a half before its letter and one behind it.
  ['Khmer', 'ភោជន', '\u17c1ភោជន', 'NotoSansKhmer'],
  ['Lao', 'ຮ້ານ', 'ຮ້ານ', 'NotoSansLao'],
  ['Burmese', 'စား', 'စား', 'NotoSansMyanmar'],
  ['Ethiopic', 'ምግብ', 'ምግብ', 'NotoSansEthiopic'],
  ['Georgian', 'ქართული', 'ქართული', 'DejaVuSans'],
  ['Latin with accents apart', 'cafe\u0301', 'café', 'Roboto'],
  ['Latin with rare accents', 'x\u0302y', 'x\u0302y', 'DejaVuSans'],
  ['emoji', '🍕pizza', '🍕pizza', 'NotoEmoji'],
] as const;

function embeddedFonts(pdf: Buffer): Set<string> {
  const names = pdf.toString('latin1').matchAll(/\/BaseFont \/[A-Z]{6}\+(\w+)/g);
  return new Set(Array.from(names, ([, name]) => name ?? ''));
}

describe('an id of another script', () => {
  let pdf: Buffer;
  let pages: string[];

  beforeAll(async () => {
    const ids = SCRIPTS.map(([, id]) => id);
    const stores = ids.map((id) => store(id));
    const quality = { warnings: [`The store ${ids[1]} has no hours.`], unknownStoreIds: [...ids] };
    pdf = await renderPdf(documentOf(stores, { weeks: ids.slice(0, 1).map(week), quality }), {
      fullTable: true,
    });
    pages = await readPdf(pdf);
  });

  it.each(SCRIPTS)('in %s is printed in its font', (_, _id, drawn, font) => {
    // The table, and the ids without a poll. The list of stores that need attention has 25 of them.
    expect(pages.filter((page) => page.includes(squeezed(drawn))).length).toBeGreaterThanOrEqual(2);
    expect([...embeddedFonts(pdf)].some((name) => name.startsWith(font))).toBe(true);
  });

  it('is printed on the page of its store, in lists and in warnings', () => {
    const [, , drawn] = SCRIPTS[0];
    expect(pages.find((page) => page.includes('Storesthatneedattention'))).toContain(squeezed(drawn));
    expect(pages.some((page) => page.includes(`STORE${drawn}Lasthour`))).toBe(true);
    expect(pages.join('')).toContain(squeezed(`The store ${SCRIPTS[1][2]} has no hours.`));
  });

  it('is not spelled, and no character prints as an empty box', () => {
    expect(pages.join('')).not.toContain('[U+');
    expect(pages.join('')).not.toContain('\u0000');
  });

  it('brings only the characters of the report into the file', () => {
    expect(pdf.length).toBeLessThan(300_000);
  });
});

it('a document that Roboto prints has no other font', async () => {
  const pdf = await renderPdf(documentOf([store('Łódź-Ωμέγα-Київ')]), { fullTable: true });
  expect(embeddedFonts(pdf)).toEqual(new Set(['Roboto']));
});

describe('the ids of files that other programs stumble over', () => {
  const plain = [
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '../x', '..', '.', 'NaN', 'null', 'None'],
    ...['true', '1e5', '1E5', '007', '7', '0x1F', 'a,b', 'say "hi"', '<script>alert(1)</script>', '&amp;'],
    ...['%2e%2e%2f', '%', '=1+1', '+1', '-1', '@x', '1/2', '?q=1', '#frag', 'a\\b', 'C:\\x', 'inf', '-0'],
    ...['1_000', "O'Brien", '9223372036854775808', '18446744073709551616', '1.5', '1e+5', '1E-5', 'store;1'],
    ...['e6b29b0c-0000-4000-8000-000000000001', 'E6B29B0C-0000-4000-8000-000000000001', 'İstanbul', 'é', 'á'],
    ...[
      'X'.repeat(200),
      'Y'.repeat(200),
      `${'x'.repeat(180)}z`,
      '寿司屋-東京',
      '🍕pizza🍣',
      '１２３',
      '𝟙𝟚',
      'ﬁsh',
    ],
  ];
  const drawnOtherwise = [
    ['مطعم-الأمل', `${reversed('الأمل')}-${reversed('مطعم')}`],
    ['מסעדה-ירושלים', `${reversed('ירושלים')}-${reversed('מסעדה')}`],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['e\u0301', 'é'],
    ['\u202egnp', '[U+202E]gnp'],
  ] as const;

  it('are printed readable, each in its own row', async () => {
    const rows = [...plain.map((id) => [id, id] as const), ...drawnOtherwise];
    expect(rows).toHaveLength(59);
    const document = documentOf(rows.map(([id]) => store(id)));
    const pages = await readPdf(await renderPdf(document, { fullTable: true }));
    const table = pages
      .filter((page) => page.includes(squeezed('last week, hours')))
      .join('')
      // The parser's name for a part of a letter, such as the hamza on an alef, which has no text of its own.
      .replaceAll('\u0003', '');
    for (const [, drawn] of rows) expect(table).toContain(squeezed(drawn));
    expect(table.split('[U+')).toHaveLength(2);
    expect(table.match(/30\.0030\.00/g)).toHaveLength(59);
  });
});
