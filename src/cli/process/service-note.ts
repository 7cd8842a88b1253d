import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { describeCatalogueUrl } from '../../config/catalogue-settings';
import { factsOf } from '../../config/setting';
import {
  environmentSchema,
  loadSettings,
  type SettingName,
  type Settings,
  settingNames,
} from '../../config/settings';
import { unknownNames } from '../../config/unknown-variables';
import { findHolder } from '../../storage/data-folder-lock';
import { settingsInEffect } from './settings-in-effect';

export const SERVICE_NOTE = 'loopwatch.json';

const noteSchema = z.object({
  pid: z.int(),
  /** By the names of their variables: those that are not the default, without secrets. */
  settings: z.record(z.string(), z.string()),
  /** The names of settings that hold a secret, so that the note lacks their values. */
  secret: z.array(z.string()),
});

/** A running service and its settings. */
export type Service = z.output<typeof noteSchema>;

/**
 * Notes in the data folder which settings a running service uses, for other commands. The service holds the lock of
 * the folder. @returns what removes the note.
 */
export async function noteService(settings: Settings): Promise<() => Promise<void>> {
  const file = path.join(settings.dataDir, SERVICE_NOTE);
  const note: Service = {
    pid: process.pid,
    settings: notedSettings(settings),
    secret: secretNames(settings),
  };
  await writeFile(file, JSON.stringify(note), { mode: 0o600 });
  return () => forgetService(settings.dataDir);
}

/** Removes the note that a service left when it was killed. For the holder of the folder's lock. */
export function forgetService(dataDir: string): Promise<void> {
  return rm(path.join(dataDir, SERVICE_NOTE), { force: true });
}

function notedSettings(settings: Settings): Record<string, string> {
  const secret = secretNames(settings);
  const set = settingsInEffect(settings).filter(
    ({ name, from }) => from !== 'default' && name !== 'LOOPWATCH_DATA' && !secret.includes(name),
  );
  const mailServer = settings.values.LOOPWATCH_SMTP_URL;
  return {
    ...Object.fromEntries(unknownNames(settings.environment).map((name) => [name, ''])),
    ...Object.fromEntries(set.map(({ name, value }) => [name, value])),
    ...(mailServer === undefined ? {} : { LOOPWATCH_SMTP_URL: placeOf(mailServer) }),
  };
}

/** The address without the account. */
function placeOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

function secretNames({ values }: Settings): SettingName[] {
  const { LOOPWATCH_CATALOGUE: catalogue } = values;
  const hasPassword = catalogue !== undefined && describeCatalogueUrl(catalogue) !== catalogue;
  const secret = settingNames().filter(
    (name) => factsOf(environmentSchema.shape[name]).secrecy === 'secret' && values[name] !== undefined,
  );
  return [
    ...secret.filter((name) => name !== 'LOOPWATCH_SMTP_URL'),
    ...(hasPassword ? (['LOOPWATCH_CATALOGUE'] as const) : []),
  ];
}

/** The service that runs in this moment on a data folder. null: none runs, or none has noted its settings. */
export async function findService(dataDir: string): Promise<Service | null> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(path.join(dataDir, SERVICE_NOTE), 'utf8')));
    return (await findHolder(dataDir)) === note.pid ? note : null;
  } catch {
    return null;
  }
}

/** The settings of this command, and where it has none those of a service that runs on its data folder. */
export function settingsBeside(settings: Settings, service: Service): Settings {
  const flags = settingsInEffect(settings).filter(({ from }) => from === 'command line');
  return loadSettings(
    {
      ...Object.fromEntries(flags.map(({ name, value }) => [name, value])),
      LOOPWATCH_DATA: settings.dataDir,
      LOOPWATCH_CATALOGUE: settings.values.LOOPWATCH_CATALOGUE,
    },
    { ...service.settings, ...settings.environment },
  );
}
