import { messageOf } from './api.js';

/**
 * Repeats the work while the page is visible, and at once when the page becomes visible again.
 * @param {() => Promise<number>} work returns the pause before the next round, in milliseconds
 * @param {{ pauseMs: number, onTrouble: (words: string) => void }} options `pauseMs` follows a failed round;
 * `onTrouble` gets the words for a failure, and '' after a round that went well
 * @returns what starts a round now
 */
export function startRounds(work, { pauseMs, onTrouble }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let latest = 0;
  async function next() {
    clearTimeout(timer);
    const mine = ++latest;
    let pause = pauseMs;
    try {
      pause = await work();
      if (mine === latest) onTrouble('');
    } catch (error) {
      if (mine === latest) onTrouble(messageOf(error));
    }
    if (mine === latest && !document.hidden) timer = setTimeout(next, pause);
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void next(); // Reports its own errors by onTrouble.
  });
  void next();
  return next;
}
