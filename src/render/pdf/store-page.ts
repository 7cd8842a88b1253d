import type { Content } from 'pdfmake/interfaces';
import { METHOD_FACTS } from '../../contract/methods';
import type { DrawnWeek, ReportDocument, ReportPins, StoreFigures } from '../../contract/report';
import { clockSentence, originWords } from '../../domain/hours/origin-words';
import { fleetTotals } from '../../domain/report/fleet-totals';
import { windowOf } from '../../domain/time/windows';
import { counted } from '../../domain/wording/report-words';
import { printSkin } from '../../pictures/print-skin';
import { weekChart } from '../../pictures/week-chart';
import { windowBars } from '../../pictures/window-bars';
import { downtimeList } from './downtime-list';
import { factsBlock, masthead } from './first-page';
import { rule, section } from './layout';
import { brokenText, estimatedWidth, printableText } from './printable-text';
import { shortQuality } from './short-quality';
import { TEXT_WIDTH } from './theme';

const TITLE = { largest: 20, smallest: 11 };

/** A report of one store is that store's page with the report's title and facts: one sheet to print. */
export function singleStorePage(document: ReportDocument): Content[] {
  const [store] = document.stores;
  const week = document.weeks.find((one) => one.storeId === store?.storeId);
  if (!store || !week) return [];
  return [
    ...masthead(document),
    ...storeContent(document, store, week),
    ...factsBlock(document, shortQuality(document)),
  ];
}

/** One page for each week that the document draws. */
export function storePages(document: ReportDocument): Content[] {
  const figures = new Map(document.stores.map((store) => [store.storeId, store]));
  return document.weeks.flatMap((week) => {
    const store = figures.get(week.storeId);
    return store ? [titleOf(store), rule([0, 8, 0, 16]), ...storeContent(document, store, week)] : [];
  });
}

function titleOf(store: StoreFigures): Content {
  const text = printableText(store.storeId);
  const fitting = (TITLE.largest * TEXT_WIDTH) / estimatedWidth(text, TITLE.largest);
  const fontSize = Math.max(TITLE.smallest, Math.min(TITLE.largest, Math.floor(fitting)));
  return {
    stack: [
      { text: 'STORE', style: 'brand' },
      { text: brokenText(text, TEXT_WIDTH, fontSize), bold: true, fontSize, margin: [0, 3, 0, 0] },
    ],
    pageBreak: 'before',
  };
}

function storeContent({ pins }: ReportDocument, store: StoreFigures, week: DrawnWeek): Content[] {
  const { method } = pins;
  const window = windowOf('week', pins.asOfMicros);
  const { clock } = week;
  const isKnown = store.week !== null;
  const times = printableText(clockSentence(store.timezone, clock));
  const caption = `${times} ${counted(store.pollsLastWeek, 'poll')} in the week.`;
  return [
    {
      svg: windowBars(
        { totals: fleetTotals([store]), method, hourUnit: 'minutes', spacing: 'compact' },
        printSkin,
      ),
      margin: [0, 0, 0, 3],
    },
    ...section('The week, day by day', caption, [
      { svg: weekChart({ week, window, clock, method, isKnown }, printSkin) },
      originsLine(pins, store, week),
    ]),
    ...(METHOD_FACTS[method].tellsWhen && isKnown ? downtimeList(week, clock) : []),
  ];
}

/** Where the store's hours and zone come from. */
function originsLine(pins: ReportPins, { timezone }: StoreFigures, week: DrawnWeek): Content {
  const hours = originWords('hours', week.hoursFrom, pins.hoursVersion);
  const zone = originWords('timezones', week.zoneFrom, pins.timezonesVersion);
  const text = `Hours: ${hours}. Timezone: ${timezone === null ? zone : `${timezone}, ${zone}`}.`;
  return { text: printableText(text), style: 'small', margin: [0, 2, 0, 0] };
}
