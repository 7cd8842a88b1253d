import { gzipSync } from 'node:zlib';
import type { SourceFile } from '../../../src/contract/inputs';
import type { PollSource } from '../../../src/sources/source';
import { packWorkbook, packZip } from '../../support/pack-files';
import { type GoogleUnderTest, isDownload, startGoogle } from './google-under-test';

const POLLS = 'store_id,status,timestamp_utc\n8419537941919820732,active,2023-01-22 00:00:00 UTC\n';

describe('a folder of Google Drive', () => {
  let google: GoogleUnderTest;
  let folderId: string;
  let source: PollSource;

  beforeEach(async () => {
    google = await startGoogle();
    folderId = google.putFolder({ name: 'Exports' });
    source = google.source({ kind: 'drive-folder', folderId });
  });
  afterEach(() => google.close());

  const only = async (): Promise<SourceFile> => {
    const [file] = await google.list(source);
    if (!file) throw new Error('The folder lists no file.');
    return file;
  };

  it('lists only CSV files, tabs of sheets and shortcuts to them, by name', async () => {
    google.putFile({ folderId, name: 'polls.csv', content: POLLS });
    google.putFile({ folderId, name: 'notes.txt', content: 'mine', mimeType: 'text/plain' });
    google.putFile({ folderId, name: 'UPPER.CSV', content: POLLS, mimeType: 'application/octet-stream' });
    const elsewhere = google.putFile({ name: 'hours.csv', content: POLLS });
    google.putShortcut({ folderId, name: 'To hours', targetId: elsewhere });
    google.putSheet({
      folderId,
      name: 'Book',
      tabs: [
        { title: 'Polls', rows: [['store_id', 'status', 'timestamp_utc']] },
        { title: 'Notes', rows: [['What I think']] },
        { title: 'Zones', rows: [['store_id', 'timezone_str']] },
      ],
    });
    google.putFolder({ folderId, name: 'Archive' });
    const files = await google.list(source);
    expect(files.map((file) => file.name)).toEqual([
      'Book / Polls',
      'Book / Zones',
      'UPPER.CSV',
      'hours.csv',
      'polls.csv',
    ]);
    expect(new Set(files.map((file) => file.fileId)).size).toBe(5);
  });

  it('reads more files than fit on one page', async () => {
    for (let n = 0; n < 1_001; n++) google.putFile({ folderId, name: `${n}.csv`, content: POLLS });
    expect(await google.list(source)).toHaveLength(1_001);
  });

  it('reads a folder of a shared drive', async () => {
    const shared = google.putFolder({ name: 'Shared', driveId: 'a-shared-drive' });
    google.putFile({ folderId: shared, driveId: 'a-shared-drive', name: 'polls.csv', content: POLLS });
    const ofDrive = google.source({ kind: 'drive-folder', folderId: shared });
    const [file] = await google.list(ofDrive);
    expect(file?.name).toBe('polls.csv');
    expect(file && (await google.fetch(ofDrive, file))).toBe(POLLS);
  });

  it('recognises an unchanged file by its checksum, even if its metadata changed', async () => {
    const id = google.putFile({ folderId, name: 'polls.csv', content: POLLS });
    const { fingerprint } = await only();
    google.putFile({ id, folderId, name: 'polls.csv', content: POLLS });
    expect((await only()).fingerprint).toBe(fingerprint);
    google.putFile({ id, folderId, name: 'polls.csv', content: `${POLLS}x` });
    expect((await only()).fingerprint).not.toBe(fingerprint);
  });

  it('resumes where a download was cut', async () => {
    const content = POLLS + '1,active,2023-01-22 01:00:00 UTC\n'.repeat(20_000);
    google.putFile({ folderId, name: 'polls.csv', content });
    const file = await only();
    google.fail({ match: isDownload, times: 1, fault: { kind: 'cut', afterBytes: 300_000 } });
    await expect(google.fetch(source, file)).rejects.toMatchObject({ code: 'SOURCE_BUSY' });
    google.clearRequests();
    expect(await google.fetch(source, file)).toBe(content);
    const download = google.requests().find((request) => request.status === 206);
    expect(download?.byteRange).toMatch(/^bytes=[1-9]\d+-$/);
  });

  it('does not resume when the content has changed', async () => {
    const id = google.putFile({ folderId, name: 'polls.csv', content: POLLS.repeat(5_000) });
    google.fail({ match: isDownload, times: 1, fault: { kind: 'cut', afterBytes: 100_000 } });
    await expect(google.fetch(source, await only())).rejects.toMatchObject({ code: 'SOURCE_BUSY' });
    google.putFile({ id, folderId, name: 'polls.csv', content: 'another' });
    expect(await google.fetch(source, await only())).toBe('another');
  });

  it('refuses a damaged or changing file, and accepts it afterwards', async () => {
    const id = google.putFile({ folderId, name: 'polls.csv', content: POLLS });
    google.fail({ match: isDownload, times: 1, fault: { kind: 'corrupt' } });
    await expect(google.fetch(source, await only())).rejects.toMatchObject({
      code: 'SOURCE_BUSY',
      message: 'The file "polls.csv" arrived damaged',
    });
    expect(await google.fetch(source, await only())).toBe(POLLS);
    const sheetId = google.putSheet({ folderId, name: 'Book', tabs: [{ title: 'A', rows: [['a']] }] });
    const sheet = (await google.list(source)).find((file) => file.fileId.startsWith(sheetId));
    if (!sheet) throw new Error('The sheet is not listed.');
    google.fail({
      match: (request) => request.path.includes('/values/'),
      times: 1,
      fault: { kind: 'touch' },
    });
    await expect(google.fetch(source, sheet)).rejects.toMatchObject({
      code: 'SOURCE_BUSY',
      message: 'The sheet "Book / A" was changed while it was read',
    });
    expect(await google.fetch(source, sheet)).toBe('a\n');
    google.remove(id);
  });

  it('reads one file by its id', async () => {
    const fileId = google.putFile({ name: 'polls.csv', content: POLLS });
    const one = google.source({ kind: 'drive-file', fileId });
    const [file] = await google.list(one);
    expect(file && (await google.fetch(one, file))).toBe(POLLS);
  });

  describe('with workbooks and compressed files', () => {
    const header = ['store_id', 'status', 'timestamp_utc'];
    const book = packWorkbook([
      { name: 'Polls', rows: [header] },
      { name: 'Notes', rows: [['mine']] },
      { name: 'Zones', rows: [['store_id', 'timezone_str']] },
    ]);
    const downloads = () => google.requests().filter(isDownload).length;

    it('lists each sheet that is an input, downloads a workbook once, and fetches the whole of it', async () => {
      const fileId = google.putFile({ folderId, name: 'book.xlsx', content: book });
      const files = await google.list(source);
      expect(files.map(({ fileId: id, name, sheet }) => [id, name, sheet])).toEqual([
        [`${fileId}#Polls`, 'book.xlsx#Polls', 'Polls'],
        [`${fileId}#Zones`, 'book.xlsx#Zones', 'Zones'],
      ]);
      expect((await google.passedOver(source)).map(({ name }) => name)).toEqual(['book.xlsx#Notes']);
      expect(downloads()).toBe(1);
      const [polls] = files;
      const fetched = polls && (await google.fetchBytes(source, polls));
      expect(fetched?.equals(book)).toBe(true);
    });

    it('lists compressed files, and names what it does not read', async () => {
      google.putFile({ folderId, name: 'polls.csv.gz', content: gzipSync(POLLS) });
      google.putFile({
        folderId,
        name: 'zones.zip',
        content: packZip({ 'z.csv': 'store_id,timezone_str\n' }),
      });
      google.putFile({ folderId, name: 'photos.zip', content: packZip({ 'a.jpg': 'x', 'b.jpg': 'x' }) });
      google.putFile({ folderId, name: 'old.xls', content: 'x', mimeType: 'application/vnd.ms-excel' });
      google.putFile({ folderId, name: 'notes.txt', content: 'mine', mimeType: 'text/plain' });
      google.putFolder({ folderId, name: 'Archive' });
      expect((await google.list(source)).map(({ name }) => name)).toEqual(['polls.csv.gz', 'zones.zip']);
      expect((await google.passedOver(source)).map(({ name, mayBeInput }) => [name, mayBeInput])).toEqual([
        ['Archive', false],
        ['notes.txt', false],
        ['old.xls', true],
        ['photos.zip', true],
      ]);
    });

    it('names a workbook that may not be downloaded when it is fetched, and lists the others', async () => {
      google.putFile({ folderId, name: 'book.xlsx', content: book });
      google.putFile({ folderId, name: 'polls.csv', content: POLLS });
      google.fail({
        match: isDownload,
        times: 1,
        fault: { kind: 'refuse', as: '403 insufficientFilePermissions' },
      });
      expect((await google.list(source)).map(({ name }) => name)).toEqual(['book.xlsx', 'polls.csv']);
    });

    it('finds a CSV that is no input by its first bytes, and looks once', async () => {
      google.putFile({ folderId, name: 'customers.csv', content: `id,name\n${'1,Ada\n'.repeat(50_000)}` });
      google.putFile({ folderId, name: 'polls.csv', content: POLLS });
      google.putFile({ folderId, name: 'polls.csv.gz', content: gzipSync(POLLS) });
      const { signal } = new AbortController();
      const found = async () =>
        Promise.all((await google.list(source)).map((file) => source.findStranger?.(file, signal)));
      const strangers = await found();
      expect(strangers.map((stranger) => stranger?.name)).toEqual(['customers.csv', undefined, undefined]);
      expect(strangers[0]?.reason).toContain('its first line names no column');
      expect(await found()).toEqual(strangers);
      expect(downloads()).toBe(3);
    });
  });
});
