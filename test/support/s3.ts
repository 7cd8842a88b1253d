import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { freePorts } from './free-ports';
import { askKeeper } from './run/ask-keeper';

const BUCKET = 'loopwatch-test';
const READY_ATTEMPTS = 500;
const READY_PAUSE_MILLIS = 20;

export interface S3UnderTest {
  /** The variables that give the SDK the server and the credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder in which the server keeps each object as a file named by its key. */
  readonly bucketDir: string;
  /** A new, unused prefix in the bucket. */
  newUrl(): string;
  /** Kills the server, like a crash. */
  kill(): Promise<void>;
  /** Starts the server again on the same port. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** A real local S3 server for each test file: it starts quickly, and most test files kill it. */
export async function startS3(): Promise<S3UnderTest> {
  const program = await askKeeper('s3-server', z.string());
  const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-s3-'));
  const bucketDir = path.join(root, BUCKET);
  mkdirSync(bucketDir);
  const [port = 0] = await freePorts(1);
  const keys = { id: 'loopwatch', secret: `secret-${randomUUID()}` };
  let server = await startServer(program, root, port, keys);
  return {
    environment: {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.id,
      AWS_SECRET_ACCESS_KEY: keys.secret,
    },
    bucketDir,
    newUrl: () => `s3://${BUCKET}/${randomUUID()}?path-style=true`,
    kill: () => end(server),
    async revive() {
      server = await startServer(program, root, port, keys);
    },
    async close() {
      await end(server);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function startServer(
  program: string,
  root: string,
  port: number,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<ChildProcess> {
  const server = spawn(program, ['--port', `127.0.0.1:${port}`, '--quiet', '--keep-alive', 'posix', root], {
    env: { ...process.env, ROOT_ACCESS_KEY: id, ROOT_SECRET_KEY: secret },
    stdio: 'ignore',
  });
  // If the process of the test exits, kill the server too.
  process.once('exit', () => server.kill('SIGKILL'));
  for (let attempt = 1; attempt <= READY_ATTEMPTS && server.exitCode === null; attempt++) {
    if (await answers(port)) return server;
    await setTimeout(READY_PAUSE_MILLIS);
  }
  await end(server);
  throw new Error(`${program} did not start to serve on port ${port} (exit code ${server.exitCode})`);
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGKILL');
  await exited;
}
