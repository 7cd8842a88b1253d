import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { checkData } from '../../src/cli/doctor/check-data';
import { openPorts, placesIn } from '../../src/cli/process/open-ports';
import { POLLS, startService, WORKED_EXAMPLE } from '../support/service';
import { tempFolder } from '../support/temp-folder';
import { startTestServer } from '../support/temporal';

const folder = tempFolder();

it('a backup of a running Loopwatch, catalogue first, restores the same report byte for byte', async () => {
  const server = await startTestServer();
  const service = await startService(server, WORKED_EXAMPLE);
  await service.withWorker(async () => {
    await service.ingest();
    const { reportId, files } = await service.report();
    const { catalogue, blobs } = service.ports;

    const source = new Database(catalogue.location, { readonly: true });
    source.prepare('VACUUM INTO ?').run(path.join(folder, 'catalogue.db'));
    source.close();
    // The log grows between the two copies.
    service.put('later.csv', `${POLLS}2,active,2023-01-23 10:00:00 UTC\n`);
    await service.ingest();
    cpSync(blobs.location, path.join(folder, 'blobs'), { recursive: true });

    const restored = await openPorts(placesIn(folder));
    expect((await restored.catalogue.reports.get(reportId))?.state).toBe('Completed');
    // The commits are the truth: the older catalogue has followed them.
    expect(await restored.catalogue.log.latest()).toEqual(await catalogue.log.latest());
    expect((await catalogue.log.latest())?.version).toBe(2);
    expect(files).toHaveLength(3);
    for (const { key } of files)
      expect(await readFile(await restored.blobs.localPath(key))).toEqual(
        await readFile(await blobs.localPath(key)),
      );
    await restored.catalogue.close();
    const findings = await checkData(placesIn(folder), service.ports.clock());
    expect(findings.filter(({ state }) => state === 'problem')).toEqual([]);
  });
  await service.close();
  await server.stop();
});
