/**
 * Does the work again and again while the page is looked at, and at once when it is looked at again.
 * `work` gives the pause to the next time, in milliseconds; `onTrouble` has the words where it fails, and '' where not.
 * @returns what does it now.
 */
export function startRounds(work, { pauseMs, onTrouble }) {
  let timer;
  let latest = 0;
  async function next() {
    clearTimeout(timer);
    const mine = ++latest;
    let pause = pauseMs;
    try {
      pause = (await work()) ?? pauseMs;
      if (mine === latest) onTrouble('');
    } catch (trouble) {
      if (mine === latest) onTrouble(trouble.message);
    }
    if (mine === latest && !document.hidden) timer = setTimeout(next, pause);
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void next(); // Reports its own errors by onTrouble.
  });
  void next();
  return next;
}
