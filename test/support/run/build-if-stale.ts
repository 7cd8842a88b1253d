import { isBuildFresh } from '../fresh-build';
import { runProgram } from '../programs/find-program';

/** Builds `dist` if the selected tests run it and `src` has changed. @returns whether it was built. */
export async function buildIfStale(): Promise<boolean> {
  if (isBuildFresh()) return false;
  console.error('Building dist: src has changed …');
  await runProgram('npm', ['run', '--silent', 'build']);
  return true;
}
