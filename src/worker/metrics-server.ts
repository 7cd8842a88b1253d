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
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
      res.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(text);
    if (isLoopback && !isLoopbackName(req.headers.host))
      return answer(403, 'Name this machine as 127.0.0.1 or localhost.');
    if (req.method !== 'GET' && req.method !== 'HEAD') return answer(405, 'Only GET is answered here.');
    if (req.url !== '/metrics') return answer(404, 'The metrics are at /metrics.');
    try {
      answer(200, await metrics.text(), metrics.contentType);
    } catch (error) {
      answer(500, describeError(error));
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
