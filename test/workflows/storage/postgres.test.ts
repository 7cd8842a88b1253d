import { readFile } from 'node:fs/promises';
import type { Places } from '../../../src/cli/process/open-ports';
import { type Databases, sharedPostgres } from '../../support/postgres';
import { POLLS, startService, WORKED_EXAMPLE } from '../../support/service';
import { startTestServer, type TestServer } from '../../support/temporal';

const LATER = { 'later.csv': `${POLLS}2,active,2023-01-23 10:00:00 UTC\n,active,2023-01-23 10:00:00 UTC\n` };

let server: TestServer;
let postgres: Databases;

beforeAll(async () => {
  server = await startTestServer();
  postgres = await sharedPostgres();
});
afterAll(() => server.stop());

it('makes the same report, byte for byte, over PostgreSQL as over SQLite', async () => {
  const reportOver = async (over?: Pick<Places, 'catalogueUrl'>) => {
    const service = await startService(server, { ...WORKED_EXAMPLE, ...LATER }, undefined, over);
    const { blobs, catalogue } = service.ports;
    const ingested = await service.withWorker(() => service.ingest());
    const { reportId, files } = await service.withWorker(() =>
      service.report({ extended: true, fullTable: true }),
    );
    const bytes = await Promise.all(files.map(async ({ key }) => readFile(await blobs.localPath(key))));
    const record = await catalogue.reports.get(reportId);
    const { location } = catalogue;
    await service.close();
    return { location, bytes, ingested: ingested.message, pins: record?.pins, state: record?.state };
  };
  const { location: file, ...overSqlite } = await reportOver();
  const { location, ...overPostgres } = await reportOver({ catalogueUrl: await postgres.newDatabase() });
  expect(file).toMatch(/catalogue\.db$/);
  expect(location).toMatch(/^postgres:/);
  expect(overPostgres).toEqual(overSqlite);
  expect(overPostgres).toMatchObject({ state: 'Completed', pins: { logVersion: 2 } });
  expect(overPostgres.bytes).toHaveLength(3);
});
