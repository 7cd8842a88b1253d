import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { CACHE, climb, fillFolder, isProgram, onPath, runProgram } from './find-program';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** An npm package with a Chromium for Linux on x64, and the libraries and fonts that a bare machine lacks. */
const PACKAGE = '@sparticuz/chromium@153.0.0';
const SHIPPED = path.join(CACHE, 'chromium');

export interface FoundChromium {
  readonly path: string;
  /** The environment variables that the program needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Finds a Chromium, or downloads one once. @throws Error that says how to install it by hand. */
export function findChromium(): Promise<FoundChromium> {
  return climb(
    [
      { name: 'CHROMIUM_PATH', find: namedChromium },
      { name: 'Chromium on the PATH', find: async () => plain(await onPath(...NAMES)) },
      { name: 'Chromium of an earlier run', find: shippedChromium },
      { name: `Chromium from the npm package ${PACKAGE}`, find: fetchChromium },
      { name: 'Chromium from apt-get', find: installChromium },
    ],
    'The tests of the pages need Chromium. Install it (Debian: apt-get install chromium), or name one with CHROMIUM_PATH.',
  );
}

const plain = (file: string | null): FoundChromium | null => (file ? { path: file, environment: {} } : null);

async function namedChromium(): Promise<FoundChromium | null> {
  const named = process.env.CHROMIUM_PATH;
  if (!named) return null;
  if (await isProgram(named)) return plain(named);
  throw new Error(`there is no program at ${named}; trying other ways`);
}

async function shippedChromium(): Promise<FoundChromium | null> {
  const file = path.join(SHIPPED, 'chromium');
  if (!(await isProgram(file))) return null;
  // The file that the package ships names folders of another machine. Without any font, Chromium ends at its first text.
  await writeFile(path.join(SHIPPED, 'fonts/fonts.conf'), fontsConf(path.join(SHIPPED, 'fonts')));
  const environment = {
    LD_LIBRARY_PATH: path.join(SHIPPED, 'al2023/lib'),
    FONTCONFIG_PATH: path.join(SHIPPED, 'fonts'),
  };
  // A failed start means that the package is for another kind of machine.
  await runProgram(file, ['--version'], environment);
  return { path: file, environment };
}

function fontsConf(folder: string): string {
  const [fonts, cache] = [path.join(folder, 'fonts'), path.join(folder, 'cache')].map((name) =>
    name.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>
`;
}

async function fetchChromium(): Promise<FoundChromium | null> {
  const npm = await onPath('npm');
  if (!npm || process.platform !== 'linux' || process.arch !== 'x64') return null;
  console.error(`Fetching ${PACKAGE} with npm (once) …`);
  await fillFolder(SHIPPED, async (aside) => {
    const packages = path.join(aside, 'packages');
    await mkdir(packages);
    await runProgram(npm, [
      'install',
      '--prefix',
      packages,
      '--ignore-scripts',
      '--no-save',
      '--fetch-retries=1',
      PACKAGE,
    ]);
    const shipped = path.join(packages, 'node_modules/@sparticuz/chromium/bin');
    await unpack(path.join(shipped, 'chromium.br'), path.join(aside, 'chromium'));
    await chmod(path.join(aside, 'chromium'), 0o755);
    for (const name of ['al2023', 'fonts']) {
      const tar = path.join(aside, `${name}.tar`);
      await unpack(path.join(shipped, `${name}.tar.br`), tar);
      await mkdir(path.join(aside, name));
      await runProgram('tar', ['-xf', tar, '-C', path.join(aside, name)]);
      await rm(tar);
    }
    await rm(packages, { recursive: true });
  });
  return shippedChromium();
}

async function unpack(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function installChromium(): Promise<FoundChromium | null> {
  const apt = await onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) return null;
  console.error('Installing Chromium with apt-get …');
  await runProgram(apt, ['update']);
  await runProgram(apt, ['install', '-y', '--no-install-recommends', 'chromium']);
  return plain(await onPath(...NAMES));
}
