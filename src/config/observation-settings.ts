import type { z } from 'zod';
import { LoopwatchError } from '../contract/errors';
import { port, setting, text } from './setting';

/** Metrics, worker versions and traces. */
export const observationSettings = {
  LOOPWATCH_METRICS_HOST: setting(text.default('127.0.0.1'), {
    meaning: 'the address that a worker serves its metrics on; reading them needs no key',
  }),
  LOOPWATCH_WORKER_METRICS_PORT: setting(port.optional(), {
    meaning: 'port of the metrics of a worker, including the one that `start` runs; unset: none',
  }),
  LOOPWATCH_TEMPORAL_METRICS_PORT: setting(port.optional(), {
    meaning: "port of the metrics of Temporal's SDK in a worker; unset: none",
  }),
  LOOPWATCH_DEPLOYMENT_NAME: setting(text.optional(), {
    meaning: 'the Temporal worker deployment that workers belong to; needs the build id too',
  }),
  LOOPWATCH_BUILD_ID: setting(text.optional(), {
    meaning: 'the version of the workers in that deployment; needs the deployment name too',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(text.optional(), {
    meaning: 'where traces are sent, by OTLP over HTTP; unset, as the next: no traces',
    secrecy: 'unlisted',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: setting(text.optional(), {
    meaning: 'the same for traces alone, as the complete address',
    secrecy: 'unlisted',
  }),
  OTEL_SERVICE_NAME: setting(text.optional(), {
    meaning:
      "the name in the traces; OpenTelemetry's other variables (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, …) work too",
    defaultWords: '`loopwatch-api`, `loopwatch-worker`',
    secrecy: 'unlisted',
  }),
};

type Values = z.output<z.ZodObject<typeof observationSettings>>;

export interface ObservationSettings {
  /** The address that a worker serves its metrics on. Reading them needs no key. */
  readonly metricsHost: string;
  /** null: the worker serves no metrics. */
  readonly workerMetricsPort: number | null;
  /** null: Temporal's SDK in the worker serves no metrics. */
  readonly temporalMetricsPort: number | null;
  /** null: workers have no version. */
  readonly deployment: { readonly name: string; readonly buildId: string } | null;
  /** null: no traces are made. */
  readonly tracing: { readonly serviceName: string | null } | null;
}

/** @throws LoopwatchError SETUP where only half of the worker's version is set. */
export function readObservation(values: Values): ObservationSettings {
  const hasTraces = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || values.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    metricsHost: values.LOOPWATCH_METRICS_HOST,
    workerMetricsPort: values.LOOPWATCH_WORKER_METRICS_PORT ?? null,
    temporalMetricsPort: values.LOOPWATCH_TEMPORAL_METRICS_PORT ?? null,
    deployment: deploymentOf(values),
    tracing: hasTraces ? { serviceName: values.OTEL_SERVICE_NAME ?? null } : null,
  };
}

function deploymentOf(values: Values): ObservationSettings['deployment'] {
  const { LOOPWATCH_DEPLOYMENT_NAME: name, LOOPWATCH_BUILD_ID: buildId } = values;
  if (name === undefined && buildId === undefined) return null;
  if (name !== undefined && buildId !== undefined) return { name, buildId };
  throw new LoopwatchError(
    'SETUP',
    'Of LOOPWATCH_DEPLOYMENT_NAME and LOOPWATCH_BUILD_ID one alone is set',
    'Set both for workers with a version, or neither.',
  );
}
