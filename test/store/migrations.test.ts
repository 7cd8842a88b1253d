import path from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteCatalogue } from '../../src/store/sqlite-catalogue';
import { tempFolder } from '../support/temp-folder';

const folder = tempFolder();

describe('a catalogue of an earlier release', () => {
  it('gets the method of each report from its options', async () => {
    const file = path.join(folder, 'catalogue.db');
    await (await openSqliteCatalogue(file)).close();
    const database = new Database(file);
    for (const column of ['state', 'method', 'requested_by'])
      database.exec(`drop index reports_by_${column}`);
    database.exec('alter table reports drop column method');
    database.exec("delete from kysely_migration where name = '2026-11-26-report-filters'");
    const insert = database.prepare(
      "insert into reports (id, requested_at, options_json, state) values (?, 1, ?, 'Running')",
    );
    for (const method of ['count', 'interpolate']) insert.run(method, optionsOf(method));
    database.close();

    const catalogue = await openSqliteCatalogue(file);
    for (const method of ['count', 'interpolate'] as const) {
      const found = await catalogue.reports.page(null, 9, { method });
      expect(found.map(({ id }) => id)).toEqual([method]);
    }
    await catalogue.close();
  });
});

function optionsOf(method: string): string {
  return JSON.stringify({
    asOfMicros: null,
    method,
    holdSeconds: 7_200,
    storeIds: null,
    formats: ['csv'],
    extended: false,
    fullTable: false,
  });
}
