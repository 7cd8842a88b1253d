import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { SAMPLE_DIR } from '../../config/source-settings';
import { createStandin } from '../../standin/standin';
import { untilStopped } from '../process/until-stopped';

/** `loopwatch demo-google`: runs a stand-in for Google with the sample, and prints the settings that read from it. */
export async function demoGoogleCommand(port: number): Promise<void> {
  const stopped = untilStopped();
  const standin = createStandin();
  const folderId = standin.putFolder({ name: 'Polls of our restaurants' });
  standin.putFile({ folderId, name: 'store_status.csv', content: await sample('store_status.csv') });
  for (const [file, title] of [
    ['menu_hours.csv', 'Menu hours'],
    ['timezones.csv', 'Timezones'],
  ] as const) {
    const rows: string[][] = parse(await sample(file));
    standin.putSheet({ folderId, name: title, tabs: [{ title, rows }] });
  }
  const keyFolder = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-demo-google-'));
  const keyFile = path.join(keyFolder, 'key.json');
  try {
    await writeFile(keyFile, JSON.stringify(standin.serviceAccountKey), { mode: 0o600 });
    const listening = await standin.listen(port);
    process.stdout.write(`${instructions({ url: listening.url, keyFile, folderId })}\n`);
    await stopped;
    await listening.close();
  } finally {
    await rm(keyFolder, { recursive: true, force: true });
  }
}

function sample(file: string): Promise<string> {
  return readFile(path.join(SAMPLE_DIR, file), 'utf8');
}

function instructions(demo: {
  readonly url: string;
  readonly keyFile: string;
  readonly folderId: string;
}): string {
  return [
    'A stand-in for Google is running. It has a folder with a CSV file and two sheets. In another terminal:',
    '',
    `export LOOPWATCH_GOOGLE_ROOT_URL=${demo.url}`,
    `export LOOPWATCH_GOOGLE_KEY_FILE=${demo.keyFile}`,
    `export LOOPWATCH_SOURCE=google-drive:${demo.folderId}`,
    'npx loopwatch doctor',
    'npx loopwatch start --data-dir google-demo-data',
    '',
    'Press Ctrl-C to stop it.',
  ].join('\n');
}
