import path from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteCatalogue } from '../../../src/storage/sql/sqlite/sqlite-catalogue';
import { defaultOptions } from '../../support/default-options';
import { tempFolder } from '../../support/temp-folder';

const folder = tempFolder();

it('leaves a transaction whose end has failed: what follows is there for every process', async () => {
  const file = path.join(folder, 'catalogue.db');
  const catalogue = await openSqliteCatalogue(file);
  const { prepare } = Database.prototype;
  const failing = jest.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    statement: string,
  ) {
    if (!/^(commit|rollback)$/.test(statement)) return prepare.call(this, statement);
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
  });
  await expect(catalogue.standing.adopt([], 1)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  failing.mockRestore();

  const time = { weekday: null, hour: 7, minute: 0, timezone: 'UTC' };
  await catalogue.standing.add({ id: 'a', name: 'daily', options: defaultOptions(), time, targets: [] });
  const other = new Database(file, { readonly: true });
  expect(other.prepare('select id from standing_reports').all()).toEqual([{ id: 'a' }]);
  expect(other.prepare('select * from standing_adoptions').all()).toEqual([]);
  other.close();
  await catalogue.close();
});
