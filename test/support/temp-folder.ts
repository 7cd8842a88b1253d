import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder that is removed when the suite has ended. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
