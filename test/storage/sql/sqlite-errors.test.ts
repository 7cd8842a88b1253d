import { randomBytes } from 'node:crypto';
import { openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { translateSqliteError } from '../../../src/storage/sql/sqlite/sqlite-errors';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();
const PAGE_BYTES = 4_096;

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

it('a full disk is told as such, and may be tried again', () => {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE rows (text)');
  db.pragma('max_page_count = 10');
  const error = errorOf(() => db.prepare('INSERT INTO rows VALUES (?)').run('x'.repeat(100_000)));
  expect(translateSqliteError(error)).toMatchObject({
    code: 'STORAGE_FULL',
    message: 'The disk of the catalogue is full (SQLITE_FULL)',
    remedy: expect.stringContaining('Free some space'),
  });
  db.close();
});

it('a file that was opened to read only is told as such', () => {
  const file = path.join(folder, 'read-only.db');
  new Database(file).exec('CREATE TABLE rows (text)').close();
  const db = new Database(file, { readonly: true });
  const error = errorOf(() => db.exec('INSERT INTO rows VALUES (1)'));
  expect(translateSqliteError(error)).toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(/^The catalogue cannot be written or opened \(SQLITE_READONLY/),
  });
  db.close();
});

it('a catalogue that is no database is named as damaged', async () => {
  const file = path.join(folder, 'none.db');
  writeFileSync(file, randomBytes(5 * PAGE_BYTES));
  await expect(openSqliteCatalogue(file)).rejects.toMatchObject({
    code: 'STORAGE_DAMAGED',
    message: `The file of the catalogue is damaged (SQLITE_NOTADB): ${file}`,
    remedy: expect.stringContaining('backup'),
  });
});

it('a catalogue with overwritten pages is named as damaged when they are read', async () => {
  const file = path.join(folder, 'torn.db');
  const made = await openSqliteCatalogue(file);
  await made.close();
  const pages = Math.floor(statSync(file).size / PAGE_BYTES);
  const handle = openSync(file, 'r+');
  for (let page = 1; page < pages; page++)
    writeSync(handle, randomBytes(PAGE_BYTES), 0, PAGE_BYTES, page * PAGE_BYTES);
  await expect(openSqliteCatalogue(file).then((catalogue) => catalogue.files.all())).rejects.toMatchObject({
    code: 'STORAGE_DAMAGED',
    message: expect.stringContaining('SQLITE_CORRUPT'),
  });
});
