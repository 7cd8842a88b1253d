import { get } from 'node:http';
import type { z } from 'zod';

/** The address of this run's keeper. Test processes inherit it from jest. */
export const KEEPER_VARIABLE = 'LOOPWATCH_TEST_KEEPER';

/** Whether this process has a keeper: jest runs have one, scripts do not. */
export function hasKeeper(): boolean {
  return process.env[KEEPER_VARIABLE] !== undefined;
}

/** Asks the keeper for a shared server or program; the first caller waits until it is ready. */
export async function askKeeper<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const { status, body } = await read(`${process.env[KEEPER_VARIABLE]}/${name}`);
  if (status !== 200) throw new Error(body);
  return schema.parse(JSON.parse(body));
}

/** Not `fetch`: it gives up after 300 seconds, but building a program can take longer. */
function read(url: string): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    // A new connection each time: the keeper may close an idle one just when it is used again.
    get(url, { agent: false }, (res) => {
      let body = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => {
        body += chunk;
      });
      res.once('end', () => resolve({ status: res.statusCode, body }));
      res.once('error', reject);
    }).once('error', reject);
  });
}
