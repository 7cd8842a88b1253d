import { request } from 'node:http';
import { serveMetrics } from '../../src/worker/metrics-server';
import { createWorkerMetrics } from '../../src/worker/worker-metrics';

function statusWith(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it('the metrics of a worker answer to names of this machine alone', async () => {
  const server = await serveMetrics(
    createWorkerMetrics(() => 1),
    { host: '127.0.0.1', port: 0 },
  );
  try {
    for (const host of ['127.0.0.1', 'localhost:9', '[::1]:9', 'LOCALHOST'])
      expect(await statusWith(server.url, host)).toBe(200);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80'])
      expect(await statusWith(server.url, host)).toBe(403);
  } finally {
    await server.close();
  }
});
