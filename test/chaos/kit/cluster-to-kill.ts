import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { startEmbeddedServer } from '../../../src/temporal/server/embedded-server';
import { type Ended, type RunningCommand, runCommand, startCommand } from '../../support/command';
import { freePorts } from '../../support/free-ports';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { type S3UnderTest, startS3 } from '../../support/s3';
import { serverBinary } from '../../support/temporal';
import { signal } from './child-processes';

export type Part = 'worker' | 'other worker' | 'api' | 'postgres' | 's3' | 'temporal';
type Command = Extract<Part, 'worker' | 'other worker' | 'api'>;
const MOST_STARTS = 5;
const READY = {
  worker: 'The worker takes',
  'other worker': 'The worker takes',
  api: 'Page and API',
} as const;

/** Every role in a process of its own, over PostgreSQL, S3 and Temporal of this machine. */
export class ClusterToKill {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly #commands = new Map<Command, RunningCommand>();

  private constructor(
    private readonly root: string,
    private readonly temporal: { readonly start: () => ReturnType<typeof startEmbeddedServer> },
    private readonly postgres: TestPostgres,
    private readonly s3: S3UnderTest,
    { port, ...environment }: Readonly<Record<string, string>>,
  ) {
    this.environment = environment;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(root: string, source: string): Promise<ClusterToKill> {
    const [port = 0, temporalPort = 0] = await freePorts(2);
    const [postgres, s3, binaryPath] = await Promise.all([
      startPostgres(),
      startS3(),
      serverBinary('dev-server'),
    ]);
    const dataDir = path.join(root, 'temporal');
    const options = { binaryPath, dataDir, namespace: 'default', log: () => undefined };
    const start = () => startEmbeddedServer({ ...options, port: temporalPort, uiPort: null });
    await start();
    const cluster = new ClusterToKill(root, { start }, postgres, s3, {
      port: String(port),
      LOOPWATCH_PORT: String(port),
      LOOPWATCH_LOG_LEVEL: 'silent',
      LOOPWATCH_CATALOGUE: await postgres.newDatabase(),
      LOOPWATCH_BLOBS: s3.newUrl(),
      LOOPWATCH_SOURCE: source,
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
      ...s3.environment,
    });
    try {
      expect(await cluster.run(['setup'])).toMatchObject({ code: 0 });
      for (const part of ['worker', 'other worker', 'api'] as const) await cluster.#startCommand(part);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  run(args: readonly string[]): Promise<Ended> {
    return runCommand(args, this.#environmentOf('other'));
  }

  /** Kills a part, and starts it again after a while. */
  async kill(part: Part, millis: number): Promise<void> {
    switch (part) {
      case 'postgres':
        return this.postgres.crash(() => pass(millis));
      case 's3':
        await this.s3.kill();
        await pass(millis);
        return this.s3.revive();
      case 'temporal':
        this.#killTemporal();
        await pass(millis);
        await this.temporal.start();
        return;
      case 'worker':
      case 'other worker':
      case 'api': {
        const command = this.#commands.get(part);
        command?.process.kill('SIGKILL');
        await command?.ended;
        await pass(millis);
        await this.#startCommand(part);
      }
    }
  }

  /** A worker that hears nothing for longer than Temporal waits for its heartbeat, and then goes on. */
  async stopAndContinue(part: Command, millis: number): Promise<void> {
    const pid = this.#commands.get(part)?.process.pid ?? 0;
    signal(pid, 'SIGSTOP');
    await pass(millis);
    signal(pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    for (const { process: child } of this.#commands.values())
      if (child.exitCode === null) child.kill('SIGKILL');
    await Promise.all([...this.#commands.values()].map(({ ended }) => ended));
    this.#killTemporal();
    await Promise.all([this.postgres.stop(), this.s3.close()]);
  }

  /** Starts it until it runs, as an operator's system would: on a busy machine Temporal may not answer in time. */
  async #startCommand(part: Command): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const command = startCommand([part === 'api' ? 'api' : 'worker'], this.#environmentOf(part));
      this.#commands.set(part, command);
      try {
        return void (await command.line(READY[part]));
      } catch (error) {
        if (attempt === MOST_STARTS) throw error;
      }
    }
  }

  #environmentOf(name: string): Readonly<Record<string, string>> {
    const dataDir = path.join(this.root, name.replace(' ', '-'));
    mkdirSync(dataDir, { recursive: true });
    return { ...this.environment, LOOPWATCH_DATA: dataDir };
  }

  #killTemporal(): void {
    signal(Number(readFileSync(path.join(this.root, 'temporal/temporal.pid'), 'utf8')), 'SIGKILL');
  }
}
