import type { Server } from 'node:http';

export interface LocalServer {
  readonly url: string;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

/** Lets a server of a test listen on a free port of this machine. */
export async function serveLocally(server: Server): Promise<LocalServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
