import type { Logger } from 'pino';
import { createApp } from '../../api/server/app';
import { type ApiServer, listen } from '../../api/server/listen';
import type { Settings } from '../../config/settings';
import { describeError } from '../../contract/errors';
import { createQueries } from '../../queries/create-queries';
import { startQueryThreads } from '../../queries/query-threads';
import { accessOf, describeKeys } from '../process/access';
import { withTemporal } from '../process/connect';
import { createLogger } from '../process/logger';
import { openPorts } from '../process/open-ports';
import { startTracingIfSet } from '../process/trace';
import { untilStopped } from '../process/until-stopped';
import { warnOfVariables } from '../process/warn-of-variables';

/** `loopwatch api`: serves the page and the API until stopped. */
export async function apiCommand(settings: Settings): Promise<void> {
  warnOfVariables(settings);
  const stopped = untilStopped();
  const tracing = await startTracingIfSet(settings, 'api');
  try {
    await withTemporal(
      settings,
      (temporal) => serveUntil(stopped, settings, temporal.client),
      tracing?.client,
    );
  } finally {
    await tracing?.stop();
  }
}

async function serveUntil(
  stopped: Promise<void>,
  settings: Settings,
  client: Served['client'],
): Promise<void> {
  const ports = await openPorts(settings);
  try {
    const logger = createLogger(settings);
    const server = await serve(settings, { client, ports, logger, temporalUiUrl: null });
    process.stdout.write(`Page and API   ${server.url}\nAPI docs       ${server.url}/docs\n`);
    process.stdout.write(`${await describeKeys(ports.catalogue, ports.clock())}\n`);
    await stopped;
    await server.close();
  } finally {
    await ports.catalogue.close();
  }
}

interface Served {
  readonly client: Parameters<typeof createApp>[0]['client'];
  readonly ports: Awaited<ReturnType<typeof openPorts>>;
  readonly logger: Logger;
  readonly temporalUiUrl: string | null;
  readonly lostWorkers?: ReadonlySet<string>;
}

/** Serves until closed. Closing it also closes the query threads. */
export async function serve(settings: Settings, served: Served): Promise<ApiServer> {
  const { catalogue, blobs, clock } = served.ports;
  const access = await accessOf(settings, catalogue);
  const reading = createQueries(
    { catalogue, blobs },
    startQueryThreads((error) =>
      served.logger.warn({ reason: describeError(error) }, 'a query thread failed'),
    ),
  );
  const stopping = new AbortController();
  const app = createApp(
    {
      client: served.client,
      catalogue,
      blobs,
      reading,
      notices: settings.notices,
      clock,
      logger: served.logger,
      temporalUiUrl: served.temporalUiUrl,
      lostWorkers: served.lostWorkers ?? new Set(),
      namespace: settings.temporalNamespace,
      stopping: stopping.signal,
    },
    access,
  );
  const server = await listen(app, { host: settings.host, port: settings.port });
  return {
    url: server.url,
    async close() {
      stopping.abort();
      try {
        await server.close();
      } finally {
        await reading.close();
      }
    },
  };
}
