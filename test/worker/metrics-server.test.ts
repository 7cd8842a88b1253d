import { request } from 'node:http';
import { serveMetrics } from '../../src/worker/metrics-server';
import { createWorkerMetrics } from '../../src/worker/worker-metrics';

function statusWith(url: string, host: string, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers: { host } }, (res) => {
      res.resume();
      expect(res.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-type': expect.stringContaining('text/plain'),
      });
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
    expect(await statusWith(server.url, 'localhost', 'POST')).toBe(405);
    expect(await statusWith(`${server.url}x`, 'localhost')).toBe(404);
  } finally {
    await server.close();
  }
});
