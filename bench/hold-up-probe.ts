/**
 * Loaded into the built service by event-loop.ts: notes how long its event loop was held up, and how much of that time its
 * own thread ran. The rest it waited for a core, of which the machine may have few. Linux alone tells.
 */
import { appendFileSync, readFileSync } from 'node:fs';

const EVERY_MILLIS = 5;
const WORTH_NOTING_MILLIS = 15;
const file = process.env.HOLD_UPS_FILE;

// The worker beside it is started with the same variables.
if (file && process.argv[2] === 'start') {
  let last = { at: performance.now(), ran: ranMillis() };
  setInterval(() => {
    const now = { at: performance.now(), ran: ranMillis() };
    const held = now.at - last.at - EVERY_MILLIS;
    if (held > WORTH_NOTING_MILLIS) appendFileSync(file, `${Date.now()} ${held} ${now.ran - last.ran}\n`);
    last = { at: performance.now(), ran: ranMillis() };
  }, EVERY_MILLIS).unref();
}

function ranMillis(): number {
  const text = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
  return Number(text.split(' ')[0]) / 1e6;
}
