import { z } from 'zod';
import { LoopwatchError } from '../../../src/contract/errors';
import { lockDataFolder } from '../../../src/storage/data-folder-lock';
import { obeyOrders } from './obey-orders';

/** Keeps the lock, if it wins, until the process ends. */
obeyOrders(z.object({ dataDir: z.string() }), async ({ dataDir }) => {
  try {
    await lockDataFolder(dataDir);
    return { pid: process.pid, refusal: null };
  } catch (error) {
    if (error instanceof LoopwatchError) return { pid: process.pid, refusal: error.message };
    throw error;
  }
});
