const WORDS = {
  Completed: 'Your report is done',
  Failed: 'Your report failed',
  Cancelled: 'Your report was cancelled',
};

/**
 * Offers a notice of the browser when the report has ended. What was chosen outlives a reload of the page.
 * @returns what gives the notice, where it was asked for and allowed.
 */
export function offerNotice(offer, address) {
  const key = `tell of ${address}`;
  const isOn = () => sessionStorage.getItem(key) !== null && Notification.permission === 'granted';
  const show = () => {
    offer.hidden = false;
    offer.disabled = isOn() || Notification.permission === 'denied';
    if (isOn()) offer.textContent = 'You will be told when it is done';
    else if (offer.disabled) offer.textContent = 'This browser does not allow notices from here';
  };
  // Browsers give notices on this machine and over HTTPS only.
  if (!('Notification' in window) || !window.isSecureContext) return () => undefined;
  offer.addEventListener('click', async () => {
    if ((await Notification.requestPermission()) === 'granted') sessionStorage.setItem(key, 'yes');
    show();
  });
  show();
  return ({ state, message, store_count: stores }) => {
    if (!isOn()) return;
    sessionStorage.removeItem(key);
    const body = message ?? (stores === null ? '' : `${stores.toLocaleString()} stores`);
    new Notification(WORDS[state], { body, tag: address, icon: '/assets/icon.svg' });
  };
}
