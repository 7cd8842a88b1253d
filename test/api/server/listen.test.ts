import express from 'express';
import { listen } from '../../../src/api/server/listen';
import { LoopwatchError } from '../../../src/contract/errors';

const app = express().get('/', (_req, res) => void res.send('here'));

describe('listen', () => {
  it('serves on a free port until it is closed', async () => {
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    await expect((await fetch(server.url)).text()).resolves.toBe('here');
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('names the port that is in use, and how to choose another', async () => {
    const first = await listen(app, { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(first.url).port);
    const refusal = await listen(app, { host: '127.0.0.1', port }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LoopwatchError);
    expect(refusal).toMatchObject({
      code: 'SETUP',
      message: `Port ${port} is in use`,
      remedy: expect.stringMatching(/--port.*LOOPWATCH_PORT/),
    });
    await first.close();
    const again = await listen(app, { host: '127.0.0.1', port });
    await again.close();
  });
});
