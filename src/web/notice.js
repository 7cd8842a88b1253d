/** @typedef {import('../api/reports/report-body').ReportSummaryBody} ReportSummary */

/** @type {Readonly<Record<ReportSummary['state'], string>>} */
const WORDS = {
  Running: 'Your report is being made',
  Completed: 'Your report is done',
  Failed: 'Your report failed',
  Cancelled: 'Your report was cancelled',
};

/**
 * Offers a browser notification for the end of a report. The choice outlives a reload of the page.
 * @param {HTMLButtonElement} offer
 * @param {string} address
 * @returns {(report: ReportSummary) => void} shows the notification, if the reader asked for it
 */
export function offerNotice(offer, address) {
  const key = `tell of ${address}`;
  const isOn = () => sessionStorage.getItem(key) !== null && Notification.permission === 'granted';
  const show = () => {
    offer.hidden = false;
    offer.disabled = isOn() || Notification.permission === 'denied';
    if (isOn()) offer.textContent = 'You will be told when it is done';
    else if (offer.disabled) offer.textContent = 'This browser blocks notifications from this page';
  };
  // Browsers allow notifications only on this machine and over HTTPS.
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
