/**
 * event-loop.ts loads this into the built service. It records how long the event loop was blocked, and how much of that
 * time its thread ran. For the rest of it, the thread waited for a core. Only Linux provides these times.
 */
import { appendFileSync, readFileSync } from 'node:fs';

const EVERY_MILLIS = 5;
const WORTH_NOTING_MILLIS = 15;
const file = process.env.HOLD_UPS_FILE;

// The worker of the service gets the same variables.
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
