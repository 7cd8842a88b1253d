import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** In the parts that Node.js reads by default, a program of 130 MB takes about twice as long. */
const READ_AT_ONCE_BYTES = 1 << 20;

export type ServerKind = 'dev-server' | 'test-server';

/** The SHA-256 of each program that Loopwatch fetches, by system and processor: of the versions in server-binary.ts. */
const SHA256: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  'dev-server': {
    'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
    'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
    'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  },
  'test-server': {
    'linux-x64': '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
    'linux-arm64': 'a968eca117487a0314acfc9738892acee6064c6db2dbd9fdb9b4f8823606460c',
    'darwin-x64': '0aa60a4278bc313167f6d2e46cb362c95df2551384d7c593887e79f4a92aa4ac',
    'darwin-arm64': '3a9cd757fc118c0cf134c6fa16d5cf901a02985d02782a11029f7c2833e95cb6',
  },
};

/** Whether a file is the program that Loopwatch was tested with. A missing file is not. */
export async function isTestedProgram(
  kind: ServerKind,
  file: string,
  machine = `${process.platform}-${process.arch}`,
): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file, { highWaterMark: READ_AT_ONCE_BYTES }), hash);
  } catch {
    return false; // Missing, or not readable: then it cannot run either.
  }
  return hash.digest('hex') === SHA256[kind][machine];
}
