import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DEFAULT_STORES_PER_PARTITION } from '../contract/buckets';
import { LoopwatchError } from '../contract/errors';
import type { NoticeSettings } from '../contract/notices';
import type { GoogleSettings, SourceSpec } from '../contract/sources';
import { accessVariables } from './access-variables';
import { type BlobSettings, blobVariables, readBlobSettings } from './blob-variables';
import { absoluteCatalogueUrl, catalogueUrlIn, catalogueVariables } from './catalogue-variables';
import { parseSourceSpecs } from './source-specs';
import { BLANK_TARGET, readTemporalTarget, type TemporalSecurity } from './temporal-target';

const portRule = 'must be a port, a number from 1 to 65535';
const port = z.coerce.number(portRule).int(portRule).min(1, portRule).max(65_535, portRule);
const storesRule = 'must be a number from 1000 to 10000000';
const callsRule = 'must be a number from 1 to 12000';
const text = z.string().trim().min(1);

/** Every setting, by the name of its environment variable, with its default. docs/operations.md explains them. */
export const environmentSchema = z.object({
  LOOPWATCH_DATA: text.default('loopwatch-data'),
  ...catalogueVariables,
  LOOPWATCH_SOURCE: text.optional(),
  LOOPWATCH_GOOGLE_KEY_FILE: text.optional(),
  LOOPWATCH_GOOGLE_KEY: text.optional(),
  LOOPWATCH_GOOGLE_ROOT_URL: z.url('must be an address, as http://127.0.0.1:9090/').optional(),
  LOOPWATCH_GOOGLE_CALLS_PER_MINUTE: z.coerce
    .number(callsRule)
    .int(callsRule)
    .min(1, callsRule)
    .max(12_000, callsRule)
    .default(60),
  LOOPWATCH_STORES_PER_PARTITION: z.coerce
    .number(storesRule)
    .int(storesRule)
    .min(1_000, storesRule)
    .max(10_000_000, storesRule)
    .default(DEFAULT_STORES_PER_PARTITION),
  LOOPWATCH_HOST: text.default('127.0.0.1'),
  LOOPWATCH_PORT: port.default(8080),
  LOOPWATCH_TEMPORAL_PORT: port.default(7233),
  LOOPWATCH_TEMPORAL_UI_PORT: port.default(8233),
  LOOPWATCH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  LOOPWATCH_CACHE: text.default(path.join(os.homedir(), '.cache', 'loopwatch')),
  ...accessVariables,
  ...blobVariables,
  LOOPWATCH_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address, as https://uptime.example' })
    .optional(),
  LOOPWATCH_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address, as smtp://user:password@mail.example:587' })
    .optional(),
  LOOPWATCH_MAIL_FROM: text.optional(),
  LOOPWATCH_WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false'], 'must be true or false').default('false'),
  LOOPWATCH_METRICS_HOST: text.default('127.0.0.1'),
  LOOPWATCH_WORKER_METRICS_PORT: port.optional(),
  LOOPWATCH_TEMPORAL_METRICS_PORT: port.optional(),
  LOOPWATCH_DEPLOYMENT_NAME: text.optional(),
  LOOPWATCH_BUILD_ID: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: text.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text.optional(),
  OTEL_SERVICE_NAME: text.optional(),
  TEMPORAL_ADDRESS: text.optional(),
  TEMPORAL_NAMESPACE: text.optional(),
  ...Object.fromEntries(Object.keys(BLANK_TARGET).map((name) => [name, text.optional()])),
  PATH: z.string().default(''),
});

export interface Settings {
  /** Absolute: the catalogue, the blobs and the embedded server's database. */
  readonly dataDir: string;
  /** May hold a password: never shown, never logged. */
  readonly catalogueUrl: string;
  readonly blobs: BlobSettings;
  /** Where polls come from. */
  readonly sources: readonly SourceSpec[];
  readonly google: GoogleSettings;
  readonly notices: NoticeSettings;
  /** A report of more is computed in partitions. */
  readonly storesPerPartition: number;
  readonly host: string;
  readonly port: number;
  readonly access: {
    /** Names that the service may be called by, beside this machine's own. */
    readonly allowedHosts: readonly string[];
    readonly trustedProxies: readonly string[];
    readonly requestsPerMinute: number;
    readonly triggersPerMinute: number;
    readonly wrongKeysPerMinute: number;
  };
  readonly temporalPort: number;
  readonly temporalUiPort: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Absolute: where a Temporal server that had to be downloaded is kept. */
  readonly cacheDir: string;
  /** null: a server is started. */
  readonly temporalAddress: string | null;
  readonly temporalNamespace: string;
  readonly temporalSecurity: TemporalSecurity;
  /** Where a worker serves its figures, which need no key. */
  readonly metricsHost: string;
  /** null: the worker serves no figures. */
  readonly workerMetricsPort: number | null;
  /** null: Temporal's SDK in the worker serves none. */
  readonly temporalMetricsPort: number | null;
  /** null: workers have no version. */
  readonly deployment: { readonly name: string; readonly buildId: string } | null;
  /** null: no traces are made. */
  readonly tracing: { readonly serviceName: string | null } | null;
  /** Where programs are looked for. */
  readonly searchPath: string;
  /** The environment itself, for the processes that are started from here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The sample that ships with Loopwatch: the source until another is set. */
export const SAMPLE_DIR = path.resolve(__dirname, '../../sample');

/**
 * Reads the settings from environment variables; a flag of the command line, by the same name, wins.
 * @throws LoopwatchError SETUP naming the setting and what it must be.
 */
export function loadSettings(
  flags: Readonly<Record<string, string | undefined>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const given = Object.fromEntries(
    Object.entries({ ...environment, ...present(flags) }).filter(([, value]) => value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw unusable(parsed.error);
  const values = parsed.data;
  const temporal = readTemporalTarget(present(given));
  const dataDir = path.resolve(values.LOOPWATCH_DATA);
  return {
    dataDir,
    catalogueUrl: absoluteCatalogueUrl(values.LOOPWATCH_CATALOGUE ?? catalogueUrlIn(dataDir)),
    blobs: readBlobSettings(dataDir, values),
    sources: parseSourceSpecs(values.LOOPWATCH_SOURCE ?? SAMPLE_DIR),
    google: {
      keyFile: values.LOOPWATCH_GOOGLE_KEY_FILE ?? null,
      keyJson: values.LOOPWATCH_GOOGLE_KEY ?? null,
      rootUrl: values.LOOPWATCH_GOOGLE_ROOT_URL ?? null,
      callsPerMinute: values.LOOPWATCH_GOOGLE_CALLS_PER_MINUTE,
    },
    notices: noticeSettings(values),
    storesPerPartition: values.LOOPWATCH_STORES_PER_PARTITION,
    host: values.LOOPWATCH_HOST,
    port: values.LOOPWATCH_PORT,
    access: {
      allowedHosts: values.LOOPWATCH_ALLOWED_HOSTS,
      trustedProxies: values.LOOPWATCH_TRUSTED_PROXIES,
      requestsPerMinute: values.LOOPWATCH_RATE_LIMIT_PER_MINUTE,
      triggersPerMinute: values.LOOPWATCH_TRIGGER_LIMIT_PER_MINUTE,
      wrongKeysPerMinute: values.LOOPWATCH_WRONG_KEY_LIMIT_PER_MINUTE,
    },
    temporalPort: values.LOOPWATCH_TEMPORAL_PORT,
    temporalUiPort: values.LOOPWATCH_TEMPORAL_UI_PORT,
    logLevel: values.LOOPWATCH_LOG_LEVEL,
    cacheDir: path.resolve(values.LOOPWATCH_CACHE),
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    temporalSecurity: temporal.security,
    metricsHost: values.LOOPWATCH_METRICS_HOST,
    workerMetricsPort: values.LOOPWATCH_WORKER_METRICS_PORT ?? null,
    temporalMetricsPort: values.LOOPWATCH_TEMPORAL_METRICS_PORT ?? null,
    deployment: deploymentOf(values),
    tracing:
      values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || values.OTEL_EXPORTER_OTLP_ENDPOINT
        ? { serviceName: values.OTEL_SERVICE_NAME ?? null }
        : null,
    searchPath: values.PATH,
    environment,
  };
}

function noticeSettings(values: z.output<typeof environmentSchema>): NoticeSettings {
  const { LOOPWATCH_SMTP_URL: smtpUrl, LOOPWATCH_MAIL_FROM: from } = values;
  const host = values.LOOPWATCH_HOST.includes(':') ? `[${values.LOOPWATCH_HOST}]` : values.LOOPWATCH_HOST;
  const publicUrl = values.LOOPWATCH_PUBLIC_URL ?? `http://${host}:${values.LOOPWATCH_PORT}`;
  return {
    mail: smtpUrl && from ? { smtpUrl, from } : null,
    allowPrivateWebhooks: values.LOOPWATCH_WEBHOOK_ALLOW_PRIVATE === 'true',
    publicUrl: publicUrl.replace(/\/+$/, ''),
  };
}

function present(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function deploymentOf(values: z.output<typeof environmentSchema>): Settings['deployment'] {
  const { LOOPWATCH_DEPLOYMENT_NAME: name, LOOPWATCH_BUILD_ID: buildId } = values;
  if (name === undefined && buildId === undefined) return null;
  if (name !== undefined && buildId !== undefined) return { name, buildId };
  throw new LoopwatchError(
    'SETUP',
    'Of LOOPWATCH_DEPLOYMENT_NAME and LOOPWATCH_BUILD_ID one alone is set',
    'Set both for workers with a version, or neither.',
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
