import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../../support/command';
import { storedHistory } from '../../support/stored-history';
import { tempFolder } from '../../support/temp-folder';

const root = tempFolder();
const data = path.join(root, 'data');
const run = (...args: readonly string[]) => runCommand([...args, '--data-dir', data]);
const filesIn = (folder: string) => readdirSync(path.join(data, 'blobs', folder));
let reportId = '';

beforeAll(async () => {
  const { ports } = await storedHistory(root);
  const [report] = await ports.catalogue.reports.page(null, 1, { state: 'Completed' });
  reportId = report?.id ?? '';
  await ports.catalogue.close();
});

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

it('verify says that all is well, and computes a report again', async () => {
  expect(await run('verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Verified \d+ stored files and 6 commits: none is damaged\.\n$/),
  });
  const { code, stdout } = await run('verify', '--report', reportId);
  expect({ code, lines: stdout.split('\n').filter((line) => /the same bytes$/.test(line)).length }).toEqual({
    code: 0,
    lines: 1,
  });
  expect(await run('verify', '--report', 'none')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no report none'),
  });
});

it('trace names the file and the line of a poll', async () => {
  const { stdout } = await run('trace', 'late', '2023-01-20T12:00:00Z');
  expect(stdout).toMatch(
    /^store_status\.csv, line \d+, of folder:\S+: late,active,2023-01-20 12:00:00 UTC\n {2}ingested at/,
  );
  expect(await run('trace', 'late', '2023-01-20T12:00:01Z')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No kept line gives a poll of store late'),
  });
});

it('verify makes a damaged segment again, and doctor --deep names what cannot be made again', async () => {
  const [segment = ''] = filesIn('segments');
  flipBit(path.join(data, 'blobs/segments', segment));
  expect((await run('verify')).stdout).toMatch(
    /none is damaged\. Made 1 damaged file again, such as segments\//,
  );
  const csv = path.join(data, 'blobs/reports', reportId, 'report.csv');
  const before = readFileSync(csv);
  flipBit(csv);
  const { code, stdout } = await run('doctor', '--deep');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /Everything that is stored\nok {7}Verified .* 1 damaged\.\nproblem .*report\.csv has changed since/,
  );
  expect(await run('verify')).toMatchObject({ code: 1 });
  writeFileSync(csv, before);
});

it('rebuild makes the catalogue again, and from deliveries the log and the inputs too', async () => {
  for (const name of readdirSync(data)) if (/^catalogue\.db/.test(name)) rmSync(path.join(data, name));
  expect(await run('verify')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('"loopwatch rebuild'),
  });
  const segments = filesIn('segments').sort();
  rmSync(path.join(data, 'blobs/segments'), { recursive: true });
  const { code, stdout } = await run('rebuild', '--from-deliveries');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Made \d+ files .*\nRebuilt the catalogue .* 6 commits: log version 4, 3 reports, 3 ingestions/,
  );
  expect(filesIn('segments').sort()).toEqual(segments);
  expect(await run('verify')).toMatchObject({ code: 0 });
});
