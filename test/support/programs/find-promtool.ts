import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, climb, fillFolder, isProgram, onPath, runProgram } from './find-program';

const PROGRAM = 'promtool';
/** The package of Debian and Ubuntu that holds it. */
const PACKAGE = 'prometheus';
const KEPT = path.join(CACHE, PROGRAM);

/** Finds promtool, which tests alert rules, or fetches it once. @throws Error with installation advice. */
export function findPromtool(): Promise<string> {
  return climb(
    [
      { name: `${PROGRAM} on the PATH`, find: () => onPath(PROGRAM) },
      { name: `${PROGRAM} of an earlier run`, find: keptProgram },
      { name: `${PROGRAM} from the package ${PACKAGE} of apt-get`, find: fetchPackage },
    ],
    `The tests of the alert rules need ${PROGRAM}. Install Prometheus (Debian: apt-get install ${PACKAGE}), so that it is on the PATH.`,
  );
}

async function keptProgram(): Promise<string | null> {
  const file = path.join(KEPT, 'usr/bin', PROGRAM);
  return (await isProgram(file)) ? file : null;
}

/** Unpacks the package and installs nothing, so no service starts. */
async function fetchPackage(): Promise<string | null> {
  const [apt, dpkg] = [await onPath('apt-get'), await onPath('dpkg-deb')];
  if (!apt || !dpkg) return null;
  console.error(`Fetching the package ${PACKAGE} with apt-get (once) …`);
  await fillFolder(KEPT, async (aside) => {
    const download = () => runProgram('sh', ['-c', `cd "$1" && "$2" download ${PACKAGE}`, 'sh', aside, apt]);
    await download().catch(async () => {
      await runProgram(apt, ['update']);
      await download();
    });
    const names = await readdir(aside);
    const file = names.find((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Error(`apt-get has downloaded no package ${PACKAGE}`);
    await runProgram(dpkg, ['-x', path.join(aside, file), aside]);
  });
  return keptProgram();
}
