import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeDeath } from '../../src/compute/describe-death';
import { startReadingProcesses } from '../../src/compute/reading-processes';
import { joinComputing } from '../../src/compute/start-computing';
import { describeError } from '../../src/contract/errors';
import { FolderSource } from '../../src/sources/folder-source';
import { ingestByHand } from '../support/ingest-by-hand';
import { packZip } from '../support/pack-files';
import { openWorkerPorts } from '../support/ports';
import { tempFolder } from '../support/temp-folder';

const root = tempFolder();
const POLLS = 'store_id,status,timestamp_utc\n';
const LIMITS = { memoryMegabytes: 600, minutes: 5 };
const program = (name: string) => ({
  file: path.resolve(__dirname, `../support/processes/${name}.ts`),
  execArgv: ['-r', path.resolve(__dirname, '../support/run/load-typescript.js')],
});
const reading = startReadingProcesses(LIMITS, program('serve-fragile-reading'));
afterAll(() => reading.close());

it('a file that ends its reader is rejected once, by name, and the others go in', async () => {
  const [folder, data] = [path.join(root, 'source'), path.join(root, 'data')];
  mkdirSync(folder);
  const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content);
  put('a-good.csv', `${POLLS}1,active,2023-01-22 12:00:00 UTC\n`);
  put('b-crash.csv', `${POLLS}2,active,2023-01-22 12:00:00 UTC,end by SIGSEGV\n`);
  put('c-abort.csv', `${POLLS}2,active,2023-01-22 12:00:00 UTC,end by SIGABRT\n`);
  put('d-short.csv', `${POLLS}2,active,2023-01-22 12:00:00 UTC,end by SIGKILL\n`);
  put('e-good.zip', packZip({ 'polls.csv': `${POLLS}3,active,2023-01-22 12:00:00 UTC\n` }));
  const ports = await openWorkerPorts(data, [
    new FolderSource(folder, { peek: (file) => reading.run('peekInto', { path: file }) }),
  ]);
  Object.assign(ports, { computing: joinComputing(reading, ports.computing) });
  const outcomes = await ingestByHand(ports, 1, undefined, true);
  expect(outcomes.map(({ name, state, message }) => [name, state, message])).toEqual([
    ['a-good.csv', 'accepted', null],
    ['b-crash.csv', 'rejected', ended('b-crash.csv', 'SIGSEGV')],
    ['c-abort.csv', 'rejected', ended('c-abort.csv', 'SIGABRT')],
    [
      'd-short.csv',
      'rejected',
      'd-short.csv: reading it ended the process that reads files twice (SIGKILL): the machine may be short of memory. Split it into smaller files, or give the machine more memory.',
    ],
    ['e-good.zip', 'accepted', null],
  ]);
  expect(await ingestByHand(ports, 1, undefined, true)).toEqual([]);
  expect(readdirSync(path.join(data, 'blobs', 'tmp'))).toEqual([]);
  await ports.catalogue.close();
});

function ended(name: string, signal: string): string {
  return `${name}: reading it ended the process that reads files (${signal}). Open it in the program that made it, and save it as CSV (UTF-8).`;
}

it('says what a file would have needed', () => {
  const words = (why: 'memory' | 'time', seconds: number) =>
    describeError(describeDeath({ why, how: 'SIGKILL' }, seconds, { memoryMegabytes: 4_096, minutes: 15 }));
  expect([words('memory', 900), words('time', 900), words('time', 30)]).toEqual([
    'reading it needed more than 4,096 MB of memory. Split it into smaller files, or raise LOOPWATCH_READ_MEMORY_MB if the machine has more.',
    'reading it took longer than 15 minutes. Split it into smaller files. Open it in the program that made it, and save it as CSV (UTF-8).',
    'reading it took longer than 30 seconds. Split it into smaller files. Open it in the program that made it, and save it as CSV (UTF-8).',
  ]);
});
