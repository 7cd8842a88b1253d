import { constants, setPriority } from 'node:os';
import { makeTelemetryFilterString, Runtime, type TelemetryOptions, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';
import { hostInUrl } from '../../domain/text/host-in-url';
import { HEARTBEAT_SECONDS } from '../../temporal/worker-heartbeats';
import { createWorker } from '../../worker/create-worker';
import { serveMetrics } from '../../worker/metrics-server';
import { observeActivities } from '../../worker/observe-activities';
import { createWorkerMetrics } from '../../worker/worker-metrics';
import { Cleanups } from '../process/cleanups';
import { connectWorker } from '../process/connect';
import { createLogger, temporalLogger } from '../process/logger';
import { openSources } from '../process/open-sources';
import { openWorkerPorts } from '../process/open-worker-ports';
import { startTracingIfSet } from '../process/trace';
import { untilStopped } from '../process/until-stopped';
import { warnOfVariables } from '../process/warn-of-variables';
import { leaveParent, untilParentStops, WORKER_READY } from '../process/worker-process';

/** `loopwatch worker`: runs workflows and activities until stopped, then lets running activities finish. */
export async function workerCommand(settings: Settings): Promise<void> {
  // Started by `start`, the worker gives way to the pages and the API. Set this first: threads inherit it.
  if (!process.send) warnOfVariables(settings);
  if (process.send) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const logger = createLogger(settings);
  const stopped = Promise.race([untilStopped(), untilParentStops()]);
  const cleanups = new Cleanups();
  try {
    const worker = await openWorker(settings, logger, cleanups);
    const running = worker.run();
    if (process.send) process.send(WORKER_READY);
    else
      process.stdout.write(
        `The worker takes tasks from the queue ${worker.options.taskQueue}. Press Ctrl-C to stop.\n`,
      );
    await Promise.race([stopped, running]);
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  } finally {
    await cleanups.run();
    logger.debug('The worker has stopped');
    leaveParent();
  }
}

async function openWorker(settings: Settings, logger: Logger, cleanups: Cleanups): Promise<Worker> {
  const { temporalNamespace: namespace, deployment, metricsHost, workerMetricsPort } = settings;
  const tracing = await startTracingIfSet(settings, 'worker');
  if (tracing) cleanups.add(() => tracing.stop());
  const ports = await openWorkerPorts(
    {
      places: settings,
      settings,
      openSources: (peek) => openSources(settings, peek),
      notices: settings.notices,
      onThreadFailure: (error) => logger.warn({ reason: describeError(error) }, 'a computing thread failed'),
      onHealed: (key) => logger.warn({ key }, 'a damaged stored file was made again from what was delivered'),
    },
    cleanups,
  );
  const metrics = createWorkerMetrics(ports.clock);
  if (workerMetricsPort !== null) {
    const server = await serveMetrics(metrics, { host: metricsHost, port: workerMetricsPort });
    cleanups.add(() => server.close());
  }
  // Not before: a core that forwards its log keeps the process alive until its last connection closes.
  Runtime.install({
    logger: temporalLogger(logger),
    shutdownSignals: [],
    telemetryOptions: temporalTelemetry(settings),
    workerHeartbeatInterval: HEARTBEAT_SECONDS * 1_000,
  });
  const connection = await connectWorker(settings);
  cleanups.add(() => connection.close());
  return createWorker({
    connection,
    namespace,
    ports,
    deployment,
    activityInterceptors: [...(tracing ? [tracing.activity] : []), observeActivities({ logger, metrics })],
    ...(tracing ? { sinks: tracing.sinks } : {}),
  });
}

/** The core of the SDK logs where we log, and has metrics of its own: of tasks, pollers, slots and calls. */
function temporalTelemetry({ metricsHost, temporalMetricsPort }: Settings): TelemetryOptions {
  const filter = makeTelemetryFilterString({ core: 'WARN', other: 'WARN' });
  const logging = { filter, forward: {} };
  if (temporalMetricsPort === null) return { logging };
  return {
    logging,
    metrics: {
      prometheus: {
        bindAddress: `${hostInUrl(metricsHost)}:${temporalMetricsPort}`,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
      },
    },
  };
}
