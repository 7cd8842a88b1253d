import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderSource } from '../../../src/sources/folder-source';
import { runCommand } from '../../support/command';
import { ingestByHand } from '../../support/ingest-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { tempFolder } from '../../support/temp-folder';

const HOURS = 'store_id,day,start_time_local,end_time_local\n';

describe('loopwatch accept', () => {
  const root = tempFolder();
  const [source, data] = [path.join(root, 'source'), path.join(root, 'data')];
  const accept = (...args: readonly string[]) => runCommand(['accept', ...args, '--data-dir', data]);
  let changes = 0;

  async function ingest(rows: string): Promise<void> {
    const file = path.join(source, 'hours.csv');
    writeFileSync(file, HOURS + rows);
    utimesSync(file, 1e9 + changes++, 1e9);
    const ports = await openWorkerPorts(data, [new FolderSource(source)]);
    await ingestByHand(ports);
    await ports.catalogue.close();
  }

  beforeAll(async () => {
    mkdirSync(source);
    await ingest('1,0,09:00,17:00\n2,0,09:00,17:00\n3,0,09:00,17:00\n4,0,09:00,17:00\n5,0,09:00,17:00\n');
    await ingest('1,0,09:00,17:00\n2,0,late,17:00\n');
  });

  it('says that a list is empty before anything is kept', async () => {
    expect(await accept('hours', '--list')).toMatchObject({
      code: 0,
      stdout: 'Version 1 of the hours keeps nothing of earlier versions.\n',
    });
    expect((await accept('timezones', '--list')).stdout).toBe('No version of the timezones is in use.\n');
  });

  it('refuses a loss while a version is held back, then uses that version and says what it keeps', async () => {
    expect(await accept('hours', '--all-stores')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Version 2 of the hours is held back'),
    });
    expect((await accept('hours')).stdout).toBe(
      [
        'Version 2 of the hours (1 store) is now in use.',
        '3 stores that no file names any more keep the last known menu hours.',
        `"loopwatch accept hours --list --data-dir ${data}" shows them; "--stores ID,ID" or "--all-stores" accepts that they have none now.`,
        '',
      ].join('\n'),
    );
  });

  it('lists the stores with what they keep, those with unreadable rows apart', async () => {
    expect((await accept('hours', '--list')).stdout).toBe(
      [
        '3 stores that no file names any more, with the menu hours that each keeps:',
        ...['3', '4', '5'].map((id) => `  ${id}  Mon 09:00–17:00  (version 1, hours.csv)`),
        '1 store with rows that cannot be read. Correct the rows; this loss cannot be accepted:',
        '  2  Mon 09:00–17:00  (version 1, hours.csv)',
        '',
      ].join('\n'),
    );
  });

  it('accepts the loss of some stores, and then of all', async () => {
    expect(await accept('hours', '--stores', '2')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Store 2 keeps its menu hours because rows cannot be read'),
    });
    expect((await accept('hours', '--stores', '3,4')).stdout).toBe(
      'Version 3 of the hours is now in use: 2 stores have no menu hours any more.\n',
    );
    expect((await accept('hours', '--all-stores')).stdout).toBe(
      'Version 4 of the hours is now in use: 1 store has no menu hours any more.\n',
    );
    expect(await accept('hours', '--all-stores')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no loss to accept'),
    });
    expect((await accept('hours', '--list')).stdout).not.toContain('no file names');
  });

  it('refuses flags that do not go together, and an input without versions', async () => {
    expect(await accept('hours', '--list', '--all-stores')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('do not go together'),
    });
    expect(await accept('polls')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no versions'),
    });
  });
});
