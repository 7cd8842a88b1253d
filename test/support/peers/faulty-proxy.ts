import { createServer, type IncomingMessage, request } from 'node:http';
import { serveLocally } from './serve-locally';

export interface FaultyProxy {
  readonly url: string;
  /** The number of cut connections. */
  cuts(): number;
  close(): Promise<void>;
}

interface Faults {
  /** Cuts these requests before they reach the server. */
  readonly cutRequest?: (req: IncomingMessage) => boolean;
  /** Cuts the answers of these requests in the middle of their body. */
  readonly cutAnswer?: (req: IncomingMessage) => boolean;
}

/** A proxy before a local server that simulates a broken connection. */
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
  const { url, close } = await serveLocally(server);
  return {
    url,
    cuts: () => cuts,
    close,
  };
}
