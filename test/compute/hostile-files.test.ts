import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { startReadingProcesses } from '../../src/compute/reading-processes';
import { joinComputing } from '../../src/compute/start-computing';
import { FolderSource } from '../../src/sources/folder-source';
import { ingestByHand } from '../support/ingest-by-hand';
import { packWorkbook, packZip } from '../support/pack-files';
import { openWorkerPorts } from '../support/ports';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();
const POLLS = 'store_id,status,timestamp_utc';
const GOOD = `${POLLS}\n1,active,2023-01-22 12:00:00 UTC\n`;
const COLUMNS = POLLS.split(',');
const reading = startReadingProcesses(
  { memoryMegabytes: 1_000, minutes: 5 },
  {
    file: path.resolve(__dirname, '../../src/compute/reading-process.ts'),
    execArgv: ['-r', path.resolve(__dirname, '../support/run/load-typescript.js')],
  },
);
afterAll(() => reading.close());

/** A workbook whose only sheet is this XML, with these shared texts. */
function workbookOf(sheetXml: string, textsXml: string): Buffer {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`;
  return packZip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('r1', 'worksheet', 'sheet.xml')}${relation('r2', 'sharedStrings', 'texts.xml')}</Relationships>`,
    'xl/sheet.xml': `<worksheet><sheetData>${sheetXml}</sheetData></worksheet>`,
    'xl/texts.xml': `<sst>${textsXml}</sst>`,
  });
}

const row = (...texts: readonly number[]) =>
  `<row>${texts.map((n) => `<c t="s"><v>${n}</v></c>`).join('')}</row>`;
const texts = (all: readonly string[]) => all.map((text) => `<si><t>${text}</t></si>`).join('');
const ROW_TEXTS = [...COLUMNS, 'active', '2023-01-22 12:00:00'];

/** What becomes of each file: how it is told, or its rows that were accepted and quarantined. */
const FILES: Readonly<
  Record<string, readonly [content: () => string | Buffer, fate: string | readonly number[]]>
> = {
  'blanks.csv': [() => `${POLLS},note\n${',,,\n'.repeat(100_000)}`, [0, 0]],
  'bomb.csv.gz': [
    () => gzipSync(Buffer.concat([Buffer.from(`${POLLS}\n`), Buffer.alloc(100_000_000, '\n')])),
    'bomb.csv.gz: it unpacks to more than 200 times its 0.1 MB, and more than 67 MB: that is more than Loopwatch unpacks',
  ],
  'bytes.csv': [
    () => Buffer.concat([Buffer.from(GOOD), Buffer.alloc(200_000, '\xff\n', 'latin1')]),
    [1, 100_000],
  ],
  'columns.csv': [
    () => `${POLLS}${',c'.repeat(4_997)}\n1,active,2023-01-22 12:00:00\n`,
    'columns.csv: its header has 5,000 columns: at most 1,000 are read',
  ],
  'columns.xlsx': [
    () => packWorkbook([{ name: 'S', rows: [[...COLUMNS, ...Array.from({ length: 16_381 }, () => 'c')]] }]),
    'columns.xlsx: a sheet of it has more than 1000 columns (1001 at least)',
  ],
  'commas.csv': [() => `${POLLS}\n${','.repeat(10_000_000)}`, [0, 1]],
  'deep.xlsx': [
    () => workbookOf('<a>'.repeat(1_000_000), texts(ROW_TEXTS)),
    'deep.xlsx: it is a damaged workbook (its elements lie more than 100 deep)',
  ],
  'header.csv': [
    () => `${POLLS}${',abcdefgh'.repeat(120_000)}\n`,
    'header.csv: its header has more than 1,000,000 bytes: at most 100,000 are read',
  ],
  'line.csv': [() => `${GOOD}${'x'.repeat(20_000_000)}`, [1, 1]],
  'long-text.xlsx': [
    () =>
      workbookOf(`${row(0, 1, 2)}${row(5, 3, 4).repeat(10_000)}`, texts([...ROW_TEXTS, 'x'.repeat(200_000)])),
    'long-text.xlsx: it has a cell of more than 100000 characters',
  ],
  'many-texts.xlsx': [
    () =>
      workbookOf(
        `${row(0, 1, 2)}${row(999_999, 3, 4)}`,
        texts([...ROW_TEXTS, ...Array.from({ length: 1_000_000 }, (_, n) => String(n))]),
      ),
    [1, 0],
  ],
  'nuls.csv': [() => Buffer.alloc(2_000_000), 'nuls.csv: it is not text. Export it as CSV (UTF-8).'],
  'quotes.csv': [() => `${POLLS}\n${'1,"active,2023-01-22 12:00:00\n'.repeat(30_000)}`, [0, 30_000]],
  'repeated.xlsx': [
    () =>
      workbookOf(`${row(0, 1, 2)}${row(5, 3, 4).repeat(5_000)}`, texts([...ROW_TEXTS, 'x'.repeat(90_000)])),
    'repeated.xlsx: it unpacks to more than 200 times',
  ],
  'utf16.csv': [
    () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(200_000, 0xd8)]),
    'utf16.csv: its first line',
  ],
  'wide-columns.csv': [
    () => `${POLLS}${',c'.repeat(199_997)}\n`,
    'wide-columns.csv: its header has 400,023 bytes: at most 100,000 are read',
  ],
  'z-good.csv': [() => GOOD, [1, 0]],
  'z-good.zip': [() => packZip({ 'polls.csv': GOOD.replace('\n1,', '\n2,') }), [1, 0]],
};

it('many hostile files in one folder are each told in words, and the good ones beside them go in', async () => {
  const [folder, data] = [path.join(root, 'source'), path.join(root, 'data')];
  mkdirSync(folder);
  for (const [name, [content]] of Object.entries(FILES)) writeFileSync(path.join(folder, name), content());
  const source = new FolderSource(folder, { peek: (file) => reading.run('peekInto', { path: file }) });
  const ports = await openWorkerPorts(data, [source]);
  Object.assign(ports, { computing: joinComputing(reading, ports.computing) });
  const { passedOver } = await source.list();
  const outcomes = await ingestByHand(ports, 1, undefined, true);
  const fates = new Map<string, string | readonly number[]>([
    ...passedOver.map(({ name, reason }) => [name, `${name}: ${reason}`] as const),
    ...outcomes.map(
      ({ name, message, accepted, duplicates, quarantined }) =>
        [name, message ?? [accepted + duplicates, quarantined]] as const,
    ),
  ]);
  const told = Object.entries(FILES).map(([name, [, fate]]) => [
    name,
    typeof fate === 'string' ? expect.stringContaining(fate) : fate,
  ]);
  expect([...fates.keys()].map((name) => name.replace(/#.*/, '')).sort()).toEqual(Object.keys(FILES).sort());
  expect(
    [...fates]
      .map(([name, fate]) => [
        name.replace(/#.*/, ''),
        typeof fate === 'string' ? fate.replace(/#S:/, ':') : fate,
      ])
      .sort(),
  ).toEqual(told);
  expect(await ingestByHand(ports, 1, undefined, true)).toEqual([]);
  expect(readdirSync(path.join(data, 'blobs', 'tmp'))).toEqual([]);
  await ports.catalogue.close();
});
