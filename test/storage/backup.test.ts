import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ALL_FILES, verifyStored } from '../../src/activities/verify/verify-stored';
import { checkData } from '../../src/cli/doctor/check-data';
import { placesIn } from '../../src/cli/process/open-ports';
import { FolderSource } from '../../src/sources/folder-source';
import { ROOT } from '../docs/markdown-files';
import { ingestByHand } from '../support/ingest-by-hand';
import { openWorkerPorts } from '../support/ports';
import { POLLS, type Service, WORKED_EXAMPLE } from '../support/service';
import { serviceForEachTest } from '../support/service-hooks';
import { tempFolder } from '../support/temp-folder';

const folder = tempFolder();
let service: Service;
serviceForEachTest(WORKED_EXAMPLE, (started) => {
  service = started;
});

/** The commands of docs/operations.md: the whole backup, and the line for a machine without `sqlite3`. */
const [, section = ''] = readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8').split(
  '## Backup and restore\n',
);
const [BACKUP = '', WITHOUT_SQLITE3 = ''] = [...section.matchAll(/```sh\n([^`]*(?:\\`[^`]*)*)```/g)].map(
  ([, commands]) => commands,
);
const BACKUP_WITHOUT_SQLITE3 = BACKUP.replace(/^sqlite3.*$/m, () => WITHOUT_SQLITE3.trim());

const hasSqlite3 = (() => {
  try {
    return execFileSync('sqlite3', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

/**
 * Runs the commands in a folder with `loopwatch-data`, and `between` after each of them.
 * @returns the folder of the copy
 */
async function backUp(commands: string, data: string, between: () => Promise<void>): Promise<string> {
  const place = mkdtempSync(path.join(folder, 'machine-'));
  symlinkSync(data, path.join(place, 'loopwatch-data'));
  // A line that begins with a blank goes on with the command before.
  const steps = commands.trim().split(/\n(?! )/);
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', steps.join('\necho done; read -r\n')], {
    cwd: place,
    env: { ...process.env, NODE_PATH: path.join(ROOT, 'node_modules') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(shell, 'exit');
  for await (const line of createInterface(shell.stdout)) {
    expect(line).toBe('done');
    await between();
    shell.stdin.write('\n');
  }
  expect(await ended).toEqual([0, null]);
  const [made = ''] = readdirSync(path.join(place, 'backup'));
  return path.join(place, 'backup', made);
}

it('the page has the commands', () => {
  expect(BACKUP).toMatch(/^backup=.*\nsqlite3 .*\ncp -a .*commits.*\ntar /);
  expect(BACKUP_WITHOUT_SQLITE3).toMatch(/^backup=.*\nnode -e .*\ncp -a .*commits.*\ntar /);
});

it.each([
  // A machine without the program has the line for it instead, as the page says.
  ['the commands of the page', hasSqlite3 ? BACKUP : BACKUP_WITHOUT_SQLITE3],
  ['the commands for a machine without sqlite3', BACKUP_WITHOUT_SQLITE3],
])('a backup by %s, while ingestions and reports go on, restores everything', async (_name, commands) => {
  const { ports, sourceDir } = service;
  const data = path.dirname(ports.blobs.location);
  await service.withWorker(async () => {
    await service.ingest();
    const { reportId } = await service.report();
    let hour = 10;
    const goOn = async () => {
      service.put(`later-${hour}.csv`, `${POLLS}store-${hour},active,2023-01-23 16:00:00 UTC\n`);
      await service.ingest();
      await service.report({ holdSeconds: 60 + hour++, formats: ['csv'] });
    };
    await backUp(commands, data, goOn);
    const before = await ports.catalogue.log.latest();
    const second = await backUp(commands, data, goOn);
    expect(hour).toBe(16);

    const restored = mkdtempSync(path.join(folder, 'restored-'));
    for (const part of readdirSync(second))
      cpSync(path.join(second, part), path.join(restored, part), { recursive: true });
    const back = await openWorkerPorts(restored, [new FolderSource(sourceDir)]);
    // The older catalogue has followed the two commits that came before theirs were copied.
    expect((await back.catalogue.log.latest())?.version).toBe((before?.version ?? 0) + 2);
    expect(before?.version).toBe(4);
    expect(await verifyStored(back, ALL_FILES)).toMatchObject({ unhashed: 0, remade: [], damages: [] });
    // What came after the copy is ingested again from the source.
    expect((await ingestByHand(back)).map(({ name, accepted }) => [name, accepted])).toEqual([
      ['later-15.csv', 1],
    ]);
    expect((await back.catalogue.log.latest())?.pollsTotal).toBe(
      (await ports.catalogue.log.latest())?.pollsTotal,
    );
    const report = await back.catalogue.reports.get(reportId);
    expect(report?.files).toHaveLength(3);
    for (const { key } of report?.files ?? [])
      expect(readFileSync(await back.blobs.localPath(key))).toEqual(
        readFileSync(await ports.blobs.localPath(key)),
      );
    await back.catalogue.close();
    const findings = await checkData(placesIn(restored), ports.clock());
    expect(findings.filter(({ state }) => state === 'problem')).toEqual([]);
  });
});
