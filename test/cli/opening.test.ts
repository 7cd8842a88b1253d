import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { requireFreshBuild } from '../support/command';
import { tempFolder } from '../support/temp-folder';

const folder = tempFolder();
const PROCESSES = 4;
const ROUNDS = 8;

/** Says "ready", then opens the catalogue it is told of, and says how that went; again and again. */
const OPENER = `
const { openSqliteCatalogue } = require(${JSON.stringify(path.resolve('dist/store/sqlite-catalogue.js'))});
process.on('message', async (file) => {
  const said = await openSqliteCatalogue(file).then((catalogue) => catalogue.close()).then(() => 'opened', String);
  process.send(said);
});
process.send('ready');
`;

async function said(opener: ChildProcess): Promise<unknown> {
  return (await once(opener, 'message'))[0];
}

it('makes a catalogue once when several processes open it at once where there was none', async () => {
  requireFreshBuild();
  const openers = Array.from({ length: PROCESSES }, () =>
    spawn(process.execPath, ['-e', OPENER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  );
  await Promise.all(openers.map(said));
  for (let round = 0; round < ROUNDS; round++) {
    const answers = openers.map(said);
    for (const opener of openers) opener.send(path.join(folder, `${round}`, 'catalogue.db'));
    expect(await Promise.all(answers)).toEqual(openers.map(() => 'opened'));
  }
  for (const opener of openers) opener.disconnect();
});
