import { WINDOWS, type WindowName } from '../../../contract/report';
import { formatHundredths, hundredthsOfTotal } from '../../../domain/numbers/rounding';
import type { FleetTotals, WindowTotals } from '../../../domain/report/fleet-totals';
import { knownTenths, uptimeTenths } from '../../../domain/report/total-ratios';
import { MICROS_PER_HOUR } from '../../../domain/time/instants';
import { percentWords, wholeNumber } from '../../../domain/wording/report-words';
import { type Html, html } from '../parts/html';

/** From this many hours on, show whole hours. */
const WHOLE_HOURS_FROM = 1_000;

/** The totals of both reports. Each difference is between the two numbers as shown. */
export function compareTotals(here: FleetTotals, there: FleetTotals): Html {
  return html`<div class="sideways" tabindex="0" role="group" aria-label="Totals of both"><table class="numbers"><thead><tr><th scope="col">Window</th><th scope="col"></th><th scope="col" class="number">This week</th><th scope="col" class="number">The other week</th><th scope="col" class="number">Difference</th></tr></thead>
${WINDOWS.map((name) => windowRows(name, here[name], there[name]))}</table></div>`;
}

type Row = readonly [name: string, here: string, there: string, difference: string];

function windowRows(name: WindowName, here: WindowTotals | null, there: WindowTotals | null): Html {
  const knowsUnknown = [here, there].every((totals) => totals === null || totals.unknownMicros !== null);
  const rows: readonly Row[] = [
    shareRow('Uptime', uptimeTenths(here), uptimeTenths(there)),
    ...(knowsUnknown ? [shareRow('Known', knownTenths(here), knownTenths(there))] : []),
    hoursRow('Up, h', here?.upMicros, there?.upMicros),
    hoursRow('Down, h', here?.downMicros, there?.downMicros),
    ...(knowsUnknown ? [hoursRow('Unknown, h', here?.unknownMicros, there?.unknownMicros)] : []),
    hoursRow('Open, h', here?.businessMicros, there?.businessMicros),
  ];
  return html`<tbody>${rows.map(
    ([words, left, right, difference], index) =>
      html`<tr>${index === 0 ? html`<th scope="rowgroup" rowspan="${rows.length}">Last ${name}</th>` : null}<th scope="row">${words}</th><td class="number">${left}</td><td class="number">${right}</td><td class="number">${difference}</td></tr>
`,
  )}</tbody>`;
}

/** The values are tenths of a percent. */
function shareRow(name: string, here: number | null, there: number | null): Row {
  const tenths = (value: number) => formatHundredths(value * 10).slice(0, -1);
  const difference = here === null || there === null ? '–' : `${signed(here - there, tenths)} points`;
  return [name, percentWords(here), percentWords(there), difference];
}

type Micros = bigint | null | undefined;

function hoursRow(name: string, here: Micros, there: Micros): Row {
  const areWhole = [here, there].some(
    (micros) => (micros ?? 0n) >= BigInt(WHOLE_HOURS_FROM * MICROS_PER_HOUR),
  );
  const words = areWhole ? wholeNumber : formatHundredths;
  const hundredths = (micros: Micros) =>
    micros == null ? null : hundredthsOfTotal(micros, areWhole ? MICROS_PER_HOUR * 100 : MICROS_PER_HOUR);
  const [left, right] = [hundredths(here), hundredths(there)];
  const shown = (value: number | null) => (value === null ? '–' : words(value));
  const difference = left === null || right === null ? '–' : signed(left - right, words);
  return [name, shown(left), shown(right), difference];
}

function signed(value: number, words: (magnitude: number) => string): string {
  if (value === 0) return words(value);
  return value < 0 ? `−${words(-value)}` : `+${words(value)}`;
}
