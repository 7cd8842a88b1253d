import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DEFAULT_STORES_PER_PARTITION } from '../contract/buckets';
import { LoopwatchError } from '../contract/errors';
import type { CellDialect } from '../contract/file-reading';
import type { RetentionPolicy } from '../contract/maintenance';
import type { NoticeSettings } from '../contract/notices';
import type { GoogleSettings, SourceSpec } from '../contract/sources';
import { accessSettings, readAccess } from './access-settings';
import { type BlobSettings, blobSettings, readBlobSettings } from './blob-settings';
import { absoluteCatalogueUrl, catalogueSettings, catalogueUrlIn } from './catalogue-settings';
import { dialectSettings, readDialects } from './dialect-settings';
import { noticeSettings, readNotices } from './notice-settings';
import { type ObservationSettings, observationSettings, readObservation } from './observation-settings';
import { type ReadingSettings, readingSettings, readReading } from './reading-settings';
import { readRetention, retentionSettings } from './retention-settings';
import { numberSetting, port, setting, text } from './setting';
import { readGoogle, readSources, sourceSettings } from './source-settings';
import { temporalSettings } from './temporal-settings';
import { readTemporalTarget, type TemporalSecurity } from './temporal-target';

type Variables = Readonly<Record<string, string | undefined>>;

/** Every setting, by the name of its environment variable. docs/operations.md has the same table. */
export const environmentSchema = z.object({
  LOOPWATCH_DATA: setting(text.default('loopwatch-data'), {
    meaning: 'the folder that Loopwatch keeps everything in',
    flag: '--data-dir <folder>',
  }),
  ...catalogueSettings,
  ...blobSettings,
  ...sourceSettings,
  ...dialectSettings,
  ...readingSettings,
  LOOPWATCH_STORES_PER_PARTITION: setting(
    numberSetting(1_000, 10_000_000).default(DEFAULT_STORES_PER_PARTITION),
    {
      meaning:
        'a report of more stores is computed in partitions, by all workers at once; at least 1,000. It does not change the files',
    },
  ),
  LOOPWATCH_HOST: setting(text.default('127.0.0.1'), {
    meaning: "the address that the page and the API listen on; any but this machine's own needs an API key",
  }),
  LOOPWATCH_PORT: setting(port.default(8080), {
    meaning: 'port of the page and the API',
    flag: '--port <number>',
  }),
  ...accessSettings,
  ...retentionSettings,
  LOOPWATCH_LOG_LEVEL: setting(
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
      .default('info'),
    {
      meaning:
        '`debug`, `info`, `warn`, `error` or `silent`; JSON lines on the standard error stream. Unset, `start` logs errors only',
    },
  ),
  LOOPWATCH_CACHE: setting(text.default(path.join(os.homedir(), '.cache', 'loopwatch')), {
    meaning: 'where a downloaded Temporal server is kept',
    defaultWords: '`~/.cache/loopwatch`',
  }),
  ...noticeSettings,
  ...temporalSettings,
  ...observationSettings,
  PATH: setting(z.string().default(''), {
    meaning: 'where the `temporal` program is searched for',
    secrecy: 'unlisted',
  }),
});

export type SettingName = keyof typeof environmentSchema.shape;

export function settingNames(): SettingName[] {
  return environmentSchema.keyof().options;
}

export interface Settings extends ObservationSettings {
  /** Absolute: the catalogue, the blobs and the embedded server's database. */
  readonly dataDir: string;
  /** May hold a password: never shown, never logged. */
  readonly catalogueUrl: string;
  readonly blobs: BlobSettings;
  readonly sources: readonly SourceSpec[];
  /** How a source, by its id, writes what can be read in two ways. */
  readonly dialectOf: (sourceId: string) => CellDialect;
  readonly google: GoogleSettings;
  /** What reading one file may take. */
  readonly reading: ReadingSettings;
  readonly notices: NoticeSettings;
  /** A report of more stores is computed in partitions. */
  readonly storesPerPartition: number;
  readonly host: string;
  readonly port: number;
  readonly access: ReturnType<typeof readAccess>;
  readonly retention: RetentionPolicy;
  readonly temporalPort: number;
  /** null: Temporal's own while there is no key; then no Web UI. */
  readonly temporalUiPort: number | null;
  readonly logLevel: z.output<typeof environmentSchema>['LOOPWATCH_LOG_LEVEL'];
  /** Absolute: where a downloaded Temporal server is kept. */
  readonly cacheDir: string;
  /** null: start a server. */
  readonly temporalAddress: string | null;
  readonly temporalNamespace: string;
  readonly temporalSecurity: TemporalSecurity;
  /** Where programs are searched for. */
  readonly searchPath: string;
  /** Each setting as checked, by name. Holds secrets. */
  readonly values: z.output<typeof environmentSchema>;
  /** The environment itself, for child processes. */
  readonly environment: Variables;
}

/**
 * Reads the settings from environment variables; flags of the command line, by the same names, win.
 * @throws LoopwatchError SETUP naming the setting and what it must be.
 */
export function loadSettings(flags: Variables = {}, environment: Variables = process.env): Settings {
  const given = present({ ...environment, ...present(flags) });
  const nonEmpty = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(nonEmpty);
  if (!parsed.success) throw unusable(parsed.error);
  const values = parsed.data;
  const temporal = readTemporalTarget(nonEmpty);
  const dataDir = path.resolve(values.LOOPWATCH_DATA);
  const page = { host: values.LOOPWATCH_HOST, port: values.LOOPWATCH_PORT };
  return {
    ...page,
    ...readObservation(values),
    dataDir,
    catalogueUrl: absoluteCatalogueUrl(values.LOOPWATCH_CATALOGUE ?? catalogueUrlIn(dataDir)),
    blobs: readBlobSettings(dataDir, values),
    sources: readSources(values),
    dialectOf: readDialects(values),
    google: readGoogle(values),
    reading: readReading(values),
    notices: readNotices(values, page),
    storesPerPartition: values.LOOPWATCH_STORES_PER_PARTITION,
    access: readAccess(values),
    retention: readRetention(values),
    temporalPort: values.LOOPWATCH_TEMPORAL_PORT,
    temporalUiPort: values.LOOPWATCH_TEMPORAL_UI_PORT ?? null,
    logLevel: values.LOOPWATCH_LOG_LEVEL,
    cacheDir: path.resolve(values.LOOPWATCH_CACHE),
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    temporalSecurity: temporal.security,
    searchPath: values.PATH,
    values,
    environment,
  };
}

function present(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function unusable(error: z.ZodError): LoopwatchError {
  const [issue] = error.issues;
  const name = issue?.path.join('.') ?? 'a setting';
  return new LoopwatchError(
    'SETUP',
    `The setting ${name} cannot be used: ${issue?.message ?? error.message}`,
    'docs/operations.md lists every setting.',
  );
}
