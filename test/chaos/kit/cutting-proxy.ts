import { connect, createServer, type Socket } from 'node:net';

/** `before`: the message does not arrive. `after`: it arrives, and its answer is lost. */
export type CutAt = 'before' | 'after';

export interface CuttingProxy {
  readonly port: number;
  /** Messages that clients have sent so far. */
  messages(): number;
  /** Cuts the connection at the message that has this number from now on. */
  cutAt(number: number, where: CutAt): void;
  close(): Promise<void>;
}

/** A proxy before a database of this machine that cuts one connection. */
export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let messages = 0;
  let plan: { readonly at: number; readonly where: CutAt } | null = null;
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    let isMuted = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        cut();
      });
      socket.on('error', cut);
    }
    client.on('data', (chunk) => {
      messages++;
      const isChosen = plan?.at === messages;
      if (isChosen && plan?.where === 'before') return cut();
      isMuted ||= isChosen;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (isMuted) cut();
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    messages: () => messages,
    cutAt(number, where) {
      plan = { at: messages + number, where };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
