import { createServer } from 'node:http';
import { describeError, LoopwatchError } from '../contract/errors';
import { hostInUrl } from '../domain/text/host-in-url';
import { hostNameOf, LOOPBACK_NAMES } from '../domain/text/host-name';
import type { WorkerMetrics } from './worker-metrics';

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a worker's metrics at `/metrics`. @throws LoopwatchError SETUP where the port is not free. */
export async function serveMetrics(
  metrics: WorkerMetrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const isLoopback = isLoopbackName(hostInUrl(host));
  const server = createServer(async (req, res) => {
    // Another name for this machine may be that of a page that wants to read the answer.
    if (isLoopback && !isLoopbackName(req.headers.host)) return void res.writeHead(403).end();
    if (req.url !== '/metrics') return void res.writeHead(404).end();
    try {
      const text = await metrics.text();
      res.writeHead(200, { 'Content-Type': metrics.contentType }).end(text);
    } catch (error) {
      res.writeHead(500).end(describeError(error));
    }
  });
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) =>
      reject(
        new LoopwatchError(
          'SETUP',
          `The worker's metrics cannot be served on port ${port}`,
          'Choose another with LOOPWATCH_WORKER_METRICS_PORT.',
          { cause: error },
        ),
      );
    server.once('error', refuse).listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${hostInUrl(host)}:${taken}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isLoopbackName(hostHeader: string | undefined): boolean {
  return LOOPBACK_NAMES.includes(hostNameOf(hostHeader));
}
