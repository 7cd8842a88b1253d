import type { Content, TableCell } from 'pdfmake/interfaces';
import type { StoreWeek, Stretch } from '../../contract/report';
import { formatHundredths, hundredthsOf } from '../../domain/numbers/rounding';
import { MICROS_PER_HOUR } from '../../domain/time/instants';
import { counted, localTime, wholeNumber } from '../../domain/wording/report-words';
import { section } from './layout';
import { COLOURS } from './theme';

const SHOWN = 6;

/** When the store was down, in its local time. */
export function downtimeList({ stretches }: StoreWeek, timezone: string): Content[] {
  const down = stretches.filter((stretch) => stretch.status === 'down');
  const space: Content = { text: '', margin: [0, 0, 0, 1] };
  if (down.length === 0) {
    return [space, ...section('When it was down', 'Never in the week, as far as the polls know.', [])];
  }
  const shown = longest(down);
  const caption =
    shown.length === down.length
      ? `${counted(down.length, 'stretch', 'stretches')} in the week.`
      : `The ${wholeNumber(shown.length)} longest of ${wholeNumber(down.length)} stretches in the week, in order of time.`;
  const half = Math.ceil(shown.length / 2);
  const body = shown.slice(0, half).map((stretch, row): TableCell[] => {
    const right = shown[half + row];
    return [...cells(stretch, timezone), '', ...(right ? cells(right, timezone) : ['', ''])];
  });
  return [
    space,
    ...section('When it was down', caption, [
      {
        fontSize: 8.5,
        table: { widths: [180, 40, 31, 180, 40], body },
        layout: {
          hLineWidth: () => 0,
          vLineWidth: () => 0,
          paddingLeft: () => 0,
          paddingRight: () => 7,
          paddingTop: () => 1.2,
          paddingBottom: () => 1.2,
        },
      },
    ]),
  ];
}

function longest(stretches: readonly Stretch[]): Stretch[] {
  return [...stretches]
    .sort((a, b) => b.toMicros - b.fromMicros - (a.toMicros - a.fromMicros))
    .slice(0, SHOWN)
    .sort((a, b) => a.fromMicros - b.fromMicros);
}

function cells({ fromMicros, toMicros }: Stretch, timezone: string): TableCell[] {
  const from = localTime(fromMicros, timezone);
  const to = localTime(toMicros, timezone);
  const end = to.toFormat(from.hasSame(to, 'day') ? 'HH:mm' : 'ccc d LLL, HH:mm');
  const hours = formatHundredths(hundredthsOf(toMicros - fromMicros, MICROS_PER_HOUR));
  return [
    { text: `${from.toFormat('ccc d LLL, HH:mm')} to ${end}` },
    { text: `${hours} h`, alignment: 'right', color: COLOURS.muted, noWrap: true },
  ];
}
