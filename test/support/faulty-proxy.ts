import { createServer, type IncomingMessage, request } from 'node:http';

export interface FaultyProxy {
  readonly url: string;
  /** How many connections it has cut. */
  cuts(): number;
  close(): Promise<void>;
}

interface Faults {
  /** Requests that are cut before they reach the server. */
  readonly cutRequest?: (req: IncomingMessage) => boolean;
  /** Requests whose answers are cut after some of their body. */
  readonly cutAnswer?: (req: IncomingMessage) => boolean;
}

/** Stands before a server of this machine, as a line that breaks does. */
export async function startFaultyProxy(target: string, faults: Faults): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  let cuts = 0;
  const server = createServer((req, res) => {
    const cut = () => {
      cuts += 1;
      req.socket.destroy();
    };
    if (faults.cutRequest?.(req)) return cut();
    const { url: path, method, headers } = req;
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!faults.cutAnswer?.(req)) return void answer.pipe(res);
      answer.once('data', (chunk: Buffer) => void res.write(chunk.subarray(0, chunk.length / 2), cut));
    });
    onward.on('error', cut);
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
