import type { Logger } from 'pino';
import { createApp } from '../api/app';
import { type ApiServer, listen } from '../api/server';
import type { Settings } from '../config/settings';
import { createReading } from '../reading/create-reading';
import { startThreadPool } from '../reading/thread-pool';
import { withTemporal } from './connect';
import { createLogger } from './logger';
import { openPorts } from './open-ports';
import { untilStopped } from './until-stopped';

/** `loopwatch api`: serves the page and the API until told to stop. */
export async function apiCommand(settings: Settings): Promise<void> {
  const logger = createLogger(settings);
  const stopped = untilStopped();
  await withTemporal(settings, async ({ client }) => {
    const ports = await openPorts(settings.dataDir);
    try {
      const server = await serve(settings, { client, ports, logger, temporalUiUrl: null });
      process.stdout.write(`Page and API   ${server.url}\nAPI docs       ${server.url}/docs\n`);
      await stopped;
      await server.close();
    } finally {
      await ports.catalogue.close();
    }
  });
}

interface Served {
  readonly client: Parameters<typeof createApp>[0]['client'];
  readonly ports: Awaited<ReturnType<typeof openPorts>>;
  readonly logger: Logger;
  readonly temporalUiUrl: string | null;
}

/** Serves until closed; what reads reports is closed with it. */
export async function serve(settings: Settings, served: Served): Promise<ApiServer> {
  const { catalogue, blobs, clock } = served.ports;
  const reading = createReading({ catalogue, blobs }, startThreadPool());
  const stopping = new AbortController();
  const app = createApp({
    client: served.client,
    catalogue,
    blobs,
    reading,
    clock,
    logger: served.logger,
    temporalUiUrl: served.temporalUiUrl,
    namespace: settings.temporalNamespace,
    stopping: stopping.signal,
  });
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
