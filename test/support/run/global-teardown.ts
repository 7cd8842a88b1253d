import { once } from 'node:events';

/** Stops the keeper, and waits until its servers have ended and their folders are removed. */
export default async function globalTeardown(): Promise<void> {
  const keeper = globalThis.keeperOfTestServers;
  if (!keeper || keeper.exitCode !== null) return;
  const exited = once(keeper, 'exit');
  keeper.ref();
  keeper.disconnect();
  await exited;
}
