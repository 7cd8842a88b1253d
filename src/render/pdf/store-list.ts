import type { Content, TableCell } from 'pdfmake/interfaces';
import { METHOD_FACTS, type Method } from '../../contract/methods';
import type { StoreFigures, WindowFigures } from '../../contract/report';
import { flooredRatio, formatHundredths, hundredthsOf } from '../../domain/numbers/rounding';
import { lostMicros } from '../../domain/report/attention';
import { MICROS_PER_HOUR } from '../../domain/time/instants';
import { percentWords } from '../../domain/wording/report-words';
import { printSkin } from '../../pictures/print-skin';
import { shareBar } from '../../pictures/share-bar';
import { brokenText, estimatedWidth, printableText } from './printable-text';
import { COLOURS, ROW_LINES, TEXT_WIDTH } from './theme';

const BAR = { width: 84, height: 8 };
const NUMBER_WIDTH = 44;
const FONT_SIZE = 8;
const ID_WIDTH = { least: 96, most: 118 };

/** One row a store: its week in hours, its uptime and a bar. Long ids take the place of the timezones. */
export function storeList(stores: readonly StoreFigures[], method: Method): Content {
  const widest = Math.max(...stores.map((store) => estimatedWidth(printableText(store.storeId), FONT_SIZE)));
  const numbers = numberNames(method);
  const showTimezone = widest <= ID_WIDTH.most;
  const padding = (numbers.length + (showTimezone ? 2 : 1)) * 10;
  const textWidth = TEXT_WIDTH - padding - BAR.width - numbers.length * NUMBER_WIDTH;
  const idWidth = showTimezone ? Math.max(ID_WIDTH.least, Math.ceil(widest)) : textWidth;
  return {
    fontSize: FONT_SIZE,
    layout: ROW_LINES,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [
        idWidth,
        ...(showTimezone ? [textWidth - idWidth] : []),
        ...numbers.map(() => NUMBER_WIDTH),
        BAR.width,
      ],
      body: [
        headerOf(numbers, showTimezone ? ['Timezone'] : []),
        ...stores.map((store) => [
          { text: brokenText(printableText(store.storeId), idWidth, FONT_SIZE) },
          ...(showTimezone
            ? [{ text: printableText(store.timezone ?? 'cannot be read'), color: COLOURS.muted }]
            : []),
          ...numberCells(store, method),
          barCell(store.week),
        ]),
      ],
    },
  };
}

function headerOf(numbers: readonly string[], timezone: readonly string[]): TableCell[] {
  const look = { bold: true, color: COLOURS.muted, fontSize: 7.5 };
  return [
    ...['Store', ...timezone].map((text) => ({ text, ...look })),
    ...numbers.map((name) => ({
      text: name === 'Uptime' ? name : `${name}, h`,
      alignment: 'right' as const,
      ...look,
    })),
    { text: 'The week', ...look },
  ];
}

function numberNames(method: Method): string[] {
  const { closedIsDown, knowsUnknown } = METHOD_FACTS[method];
  return [
    ...(closedIsDown ? ['Down while open'] : []),
    'Down',
    'Up',
    ...(knowsUnknown ? ['Unknown'] : []),
    'Uptime',
  ];
}

function numberCells(store: StoreFigures, method: Method): TableCell[] {
  const { week } = store;
  const lost = lostMicros(store, method);
  const number = (text: string, bold = false) => ({ text, bold, alignment: 'right' as const, noWrap: true });
  if (week === null) return numberNames(method).map(() => number('–'));
  const share = percentWords(flooredRatio(week.upMicros, week.upMicros + week.downMicros, 1_000));
  const [down, up] = [hours(week.downMicros), hours(week.upMicros)];
  const { closedIsDown, knowsUnknown } = METHOD_FACTS[method];
  return [
    ...(closedIsDown ? [number(hours(lost), true), number(down)] : [number(down, lost > 0)]),
    number(up),
    ...(knowsUnknown ? [number(hours(week.unknownMicros ?? 0))] : []),
    number(share),
  ];
}

function hours(micros: number): string {
  return formatHundredths(hundredthsOf(micros, MICROS_PER_HOUR));
}

function barCell(week: WindowFigures | null): TableCell {
  if (week === null) return { text: 'not known', color: COLOURS.muted };
  const { upMicros, downMicros, unknownMicros } = week;
  const svg = shareBar({ up: upMicros, down: downMicros, unknown: unknownMicros }, BAR, printSkin);
  return { svg, margin: [0, 1, 0, 0] };
}
