import { WINDOWS, type WindowName } from '../contract/report';
import { flooredRatioOfTotals, formatHundredths, hundredthsOfTotal } from '../domain/numbers/rounding';
import type { WindowTotals } from '../domain/report/fleet-totals';
import { formatInstant, MICROS_PER_HOUR } from '../domain/time/instants';
import { leftOutOfTotals } from '../domain/wording/quality-words';
import { coverageLine, qualityLines } from './mail-quality';
import { linksOf, type Notice } from './notice';

export interface MailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const WINDOW_NAMES: Readonly<Record<WindowName, string>> = {
  hour: 'Last hour',
  day: 'Last day',
  week: 'Last week',
};

/** The mail about an ended report: totals, data quality and a link, or why the report failed. */
export function mailMessage(notice: Notice, publicUrl: string): MailMessage {
  const isDone = notice.state === 'Completed';
  const { page } = linksOf(notice, publicUrl);
  const asOf = asOfWords(notice);
  const subject = isDone ? `Uptime report as of ${asOf}` : `Uptime report as of ${asOf} failed`;
  const lines = isDone ? figuresOf(notice) : [notice.message ?? 'The log of the worker says why.'];
  return {
    subject,
    text: [`${subject}.`, '', ...lines, '', `See it at ${page}`, ''].join('\n'),
    html: [
      `<p><strong>${escapeHtml(subject)}</strong></p>`,
      `<p>${lines.map(escapeHtml).join('<br>')}</p>`,
      `<p><a href="${escapeHtml(page)}">See the report</a></p>`,
    ].join('\n'),
  };
}

function asOfWords({ pins, options }: Notice): string {
  const micros = pins?.asOfMicros ?? options.asOfMicros;
  return micros === null ? 'the latest poll' : `${formatInstant(micros).slice(0, 19).replace('T', ' ')} UTC`;
}

function figuresOf({ storeCount, options, totals, quality }: Notice): string[] {
  const leftOut = leftOutOfTotals(quality?.storesWithoutFigures ?? 0);
  return [
    `Stores: ${storeCount ?? 0}. Method: ${options.method}.`,
    ...(totals === null ? [] : WINDOWS.map((name) => `${WINDOW_NAMES[name]}: ${totalWords(totals[name])}`)),
    ...(totals === null ? [] : coverageLine(totals.week)),
    ...(leftOut === null ? [] : [leftOut]),
    ...(quality === null ? [] : qualityLines(quality)),
  ];
}

function totalWords(totals: WindowTotals | null): string {
  if (totals === null) return 'not known';
  const { upMicros, downMicros, unknownMicros } = totals;
  const share = flooredRatioOfTotals(upMicros, upMicros + downMicros, 10_000);
  const hours = (micros: bigint) => `${formatHundredths(hundredthsOfTotal(micros, MICROS_PER_HOUR))} h`;
  return [
    share === null ? 'uptime not known' : `${formatHundredths(share)} % up`,
    `up ${hours(upMicros)}`,
    `down ${hours(downMicros)}`,
    ...(unknownMicros === null ? [] : [`unknown ${hours(unknownMicros)}`]),
  ].join(', ');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
