import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { UNPACK_LIMITS, type UnpackLimits } from '../../src/unpack/unpack-limits';
import { unpackTo } from '../../src/unpack/unpack-to';
import { markEncrypted, packWorkbook, packZip } from '../support/pack-files';
import { tempFolder } from '../support/temp-folder';

const POLLS = 'store_id,status,timestamp_utc\n1,active,2023-01-01 00:00:00\n';
const POLLS_HEADER = ['store_id', 'status', 'timestamp_utc'];
const HOURS_HEADER = ['store_id', 'day', 'start_time_local', 'end_time_local'];
const root = tempFolder();
let next = 0;

async function unpack(
  content: Buffer,
  { sheet = null, limits = {} }: { sheet?: string | null; limits?: Partial<UnpackLimits> } = {},
): Promise<string> {
  const [from, to] = [path.join(root, `in-${next}`), path.join(root, `out-${next++}`)];
  writeFileSync(from, content);
  const unpacked = await unpackTo(from, to, sheet, { ...UNPACK_LIMITS, ...limits });
  if (!unpacked) throw new Error('It was taken for text.');
  return readFileSync(to, 'utf8');
}

describe('what is opened', () => {
  it('text is left as it is', async () => {
    const from = path.join(root, 'text');
    writeFileSync(from, POLLS);
    expect(await unpackTo(from, path.join(root, 'not-made'), null)).toBe(false);
    expect(existsSync(path.join(root, 'not-made'))).toBe(false);
  });

  it('a gzip file, also one that others were appended to', async () => {
    expect(await unpack(gzipSync(POLLS))).toBe(POLLS);
    const more = '2,active,2023-01-01 00:00:00\n';
    expect(await unpack(Buffer.concat([gzipSync(POLLS), gzipSync(more)]))).toBe(POLLS + more);
  });

  it('an archive of one CSV, and what a Macintosh adds to it', async () => {
    const zip = packZip({ 'a/polls.csv': POLLS, '__MACOSX/a/._polls.csv': 'x', 'a/.DS_Store': 'x' });
    expect(await unpack(zip)).toBe(POLLS);
  });

  it.each([
    ['as Excel writes it', {}],
    ['with a text in each cell and without places', { sharedTexts: false, places: false }],
  ])('a sheet %s, by the rules for ids, instants and times of day', async (_name, options) => {
    const polls = [
      POLLS_HEADER,
      [841, 'active', 45_448.35416809028],
      ['0841', 'inactive', '2024-06-05 11:30:00'],
      [8.41953794191982e18, 'active', 45_448],
    ];
    const hours = [HOURS_HEADER, ['841', 0, 0.375, 1], [841, 6, '09:00', 26 / 24]];
    const workbook = packWorkbook(
      [
        { name: 'Polls & more', rows: polls },
        { name: 'Hours', rows: hours },
      ],
      options,
    );
    expect(await unpack(workbook, { sheet: 'Polls & more' })).toBe(
      [
        'store_id,status,timestamp_utc',
        '841,active,2024-06-05 08:30:00.123 UTC',
        '0841,inactive,2024-06-05 11:30:00',
        '8.41953794191982e+18,active,2024-06-05 00:00:00.000 UTC',
        '',
      ].join('\n'),
    );
    expect(await unpack(workbook, { sheet: 'Hours' })).toBe(
      [
        'store_id,day,start_time_local,end_time_local',
        '841,0,09:00:00,24:00:00',
        '841,6,09:00,26:00:00',
        '',
      ].join('\n'),
    );
  });

  it('a sheet with the numbers of its rows as line numbers', async () => {
    const rows = [null, ['Our hours'], null, HOURS_HEADER, null, ['1', 0, 0.5, 0.75]];
    const lines = (await unpack(packWorkbook([{ name: 'S', rows }]), { sheet: 'S' })).split('\n');
    expect(lines[1]).toBe('Our hours');
    expect(lines[3]).toBe(HOURS_HEADER.join(','));
    expect(lines[5]).toBe('1,0,12:00:00,18:00:00');
    expect(lines).toHaveLength(7);
  });

  it('cells of every kind', async () => {
    const rows = [
      ['store_id', 'timezone_str', 'note'],
      [{ error: '#N/A' }, 'UTC', true],
      ['a, "b"', null, 'two\nlines'],
      [{ raw: '<f>A1</f><v></v>' }, 'UTC', '_x0041_'],
    ];
    expect(await unpack(packWorkbook([{ name: 'S', rows }]), { sheet: 'S' })).toBe(
      'store_id,timezone_str,note\n#N/A,UTC,true\n"a, ""b""",,two lines\n,UTC,A\n',
    );
  });

  it('a workbook that counts its days from 1904', async () => {
    const rows = [POLLS_HEADER, ['1', 'active', 45_448.5 - 1_462]];
    const workbook = packWorkbook([{ name: 'S', rows }], { countsFrom1904: true });
    expect(await unpack(workbook)).toContain('1,active,2024-06-05 12:00:00.000 UTC');
  });

  it('a workbook under another name, if one sheet is an input', async () => {
    const notes = { name: 'Notes', rows: [['hello']] };
    const one = packWorkbook([notes, { name: 'P', rows: [POLLS_HEADER] }]);
    expect(await unpack(one)).toBe('store_id,status,timestamp_utc\n');
    const two = packWorkbook([
      { name: 'P', rows: [POLLS_HEADER] },
      { name: 'H', rows: [HOURS_HEADER] },
    ]);
    await expect(unpack(two)).rejects.toThrow('it is a workbook with 2 sheets of polls');
    await expect(unpack(packWorkbook([notes]))).rejects.toThrow('a workbook without a sheet of polls');
  });
});

describe('what is refused, by name', () => {
  const workbook = packWorkbook([{ name: 'P', rows: [POLLS_HEADER] }]);
  it.each<[string, Buffer, string]>([
    [
      'an archive of two files',
      packZip({ 'a.csv': POLLS, 'b.csv': POLLS }),
      'an archive of 2 files (a.csv, b.csv)',
    ],
    ['an archive without a file', packZip({}), 'an archive without any file'],
    ['an archive with a password', markEncrypted(packZip({ 'a.csv': POLLS })), 'protected by a password'],
    ['a workbook with passwords in its archive', markEncrypted(workbook), 'protected by a password'],
    [
      'an old workbook',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'an old Excel file (.xls), or a workbook with a password',
    ],
    [
      'a binary workbook',
      packZip({ '[Content_Types].xml': '', 'xl/workbook.bin': 'x' }),
      'a binary workbook (.xlsb)',
    ],
    [
      'an OpenDocument file',
      packZip({ mimetype: 'x', 'content.xml': '<a/>' }),
      'an OpenDocument file (.ods)',
    ],
    ['a document of Numbers', packZip({ 'Index/Document.iwa': 'x' }), 'a document of Numbers'],
    ['a document of Word', packZip({ 'word/document.xml': 'x' }), 'a document of a word processor'],
    [
      'an archive in an archive',
      packZip({ 'a.zip': packZip({ 'a.csv': POLLS }) }),
      'it holds another compressed file',
    ],
    ['a workbook in a gzip file', gzipSync(workbook), 'it holds another compressed file'],
    ['half a gzip file', gzipSync(POLLS.repeat(9)).subarray(0, 40), 'it ends too early'],
    [
      'a damaged gzip file',
      Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), Buffer.alloc(50, 7)]),
      'its compressed content is damaged',
    ],
    [
      'half an archive',
      packZip({ 'a.csv': POLLS }).subarray(0, 60),
      'it is damaged, or its copy was cut short',
    ],
    ['bzip2', Buffer.from('425a6839314159265359', 'hex'), 'is compressed with bzip2'],
    ['Parquet', Buffer.from('PAR1xxxxPAR1'), 'is a Parquet file'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'is a PDF'],
  ])('%s', async (_name, content, message) => {
    await expect(unpack(content)).rejects.toMatchObject({
      code: 'FILE_REJECTED',
      message: expect.stringContaining(message),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it('a workbook whose XML defines texts of its own', async () => {
    const evil = packZip({
      'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook><sheets>&b;</sheets></workbook>',
    });
    await expect(unpack(evil)).rejects.toThrow('it is a damaged workbook (it has a document type)');
  });

  it('a sheet that is no longer there', async () => {
    await expect(unpack(workbook, { sheet: 'Q' })).rejects.toThrow('it has no sheet "Q" any more');
  });
});

describe('what unpacks to too much', () => {
  const zeros = Buffer.alloc(3_000_000, '0');
  const rows = Array.from({ length: 60 }, (_, row) => [`store ${row}`, row, row]);
  const workbook = packWorkbook([{ name: 'S', rows: [POLLS_HEADER, ...rows] }]);

  it('is stopped while it is unpacked, after the bytes that are allowed', async () => {
    const limits = { maxBytes: 1_000_000 };
    await expect(unpack(gzipSync(zeros), { limits })).rejects.toThrow('it unpacks to more than 1 MB');
    expect(readFileSync(path.join(root, `out-${next - 1}`)).length).toBeLessThanOrEqual(1_000_000);
    await expect(unpack(packZip({ 'a.csv': zeros }), { limits })).rejects.toMatchObject({
      code: 'FILE_REJECTED',
      message: 'it unpacks to more than 1 MB: that is more than Loopwatch unpacks',
    });
  });

  it('is stopped when it is far larger than its packed bytes', async () => {
    const limits = { freeBytes: 1_000_000, maxRatio: 100 };
    await expect(unpack(gzipSync(zeros), { limits })).rejects.toThrow('more than 100 times its 0 MB');
    await expect(unpack(gzipSync(zeros), { limits: { ...limits, maxRatio: 1_100 } })).resolves.toBeDefined();
    await expect(unpack(gzipSync(zeros), { limits: { ...limits, freeBytes: 4e6 } })).resolves.toBeDefined();
  });

  it.each<[string, Partial<UnpackLimits>, string]>([
    ['parts', { maxEntries: 3 }, 'an archive of 6 files'],
    ['sheets', { maxSheets: 0 }, 'it has 1 sheets'],
    ['rows', { maxRows: 60 }, 'more than 60 rows'],
    ['columns', { maxColumns: 2 }, 'more than 2 columns'],
    ['characters in a cell', { maxCellChars: 1 }, 'a cell of more than 1 characters'],
    ['different texts', { maxSharedTexts: 20 }, 'more different texts than fit into memory'],
    ['characters of texts', { maxSharedChars: 100 }, 'more different texts than fit into memory'],
    ['bytes of a sheet', { maxBytes: 2_000 }, 'it unpacks to more than'],
  ])('is refused for its number of %s', async (_name, limits, message) => {
    await expect(unpack(workbook, { sheet: 'S', limits })).rejects.toMatchObject({
      code: 'FILE_REJECTED',
      message: expect.stringContaining(message),
    });
    await expect(unpack(workbook, { sheet: 'S' })).resolves.toContain('store 59');
  });

  it('is refused for a row number that no spreadsheet has', async () => {
    const rows = [POLLS_HEADER, ...Array.from({ length: 5 }, () => null), ['1', 'active', 45_000]];
    const sparse = packWorkbook([{ name: 'S', rows }]);
    await expect(unpack(sparse, { sheet: 'S', limits: { maxRows: 6 } })).rejects.toThrow('more than 6 rows');
  });
});
