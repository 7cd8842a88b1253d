import type { Content } from 'pdfmake/interfaces';
import type { Method, ReportDocument, StoreFigures } from '../../contract/report';
import { storesNeedingAttention } from '../../domain/report/attention';
import { counted, wholeNumber } from '../../domain/wording/report-words';
import { section } from './layout';
import { storeList } from './store-list';

const MOST_DOWN_SHOWN = 25;
const LEAST_KNOWN_SHOWN = 10;

type ListWords = Pick<ListInput, 'heading' | 'kind' | 'none'>;

const MOST_DOWN: Readonly<Record<Method, ListWords>> = {
  interpolate: {
    heading: 'Most downtime',
    kind: 'with downtime in the last week, most first',
    none: 'None that the polls of the last week know of.',
  },
  count: {
    heading: 'Most downtime while open',
    kind: 'with business hours in the last week that no active poll counts for, most first',
    none: 'None that the polls of the last week know of.',
  },
};
const LEAST_KNOWN: Readonly<Record<Method, ListWords>> = {
  interpolate: {
    heading: 'Least known',
    kind: 'with less than half of the business time known, least known first; downtime may be hidden here',
    none: 'Of every store at least half of the week’s business time is known.',
  },
  count: {
    heading: 'Without a poll',
    kind: 'of which no poll came in the last week: all counts as down',
    none: '',
  },
};

/** The stores to look at first, and how many more there are. */
export function attentionPage({ stores, pins }: ReportDocument): Content[] {
  const { mostDown, leastKnown } = storesNeedingAttention(stores, pins.method);
  const space: Content = { text: '', margin: [0, 0, 0, 16] };
  const second = list({ ...LEAST_KNOWN[pins.method], stores: leastKnown, limit: LEAST_KNOWN_SHOWN });
  return [
    {
      text: 'Stores that need attention',
      style: 'title',
      fontSize: 20,
      pageBreak: 'before',
      margin: [0, 0, 0, 12],
    },
    ...list({ ...MOST_DOWN[pins.method], stores: mostDown, limit: MOST_DOWN_SHOWN }),
    ...(pins.method === 'count' && leastKnown.length === 0 ? [] : [space, ...second]),
  ];

  function list(input: ListInput): Content[] {
    const shown = input.stores.slice(0, input.limit);
    if (shown.length === 0) return section(input.heading, input.none, []);
    const total = counted(input.stores.length, 'store');
    const caption = `${wholeNumber(shown.length)} of ${total} ${input.kind}.`;
    return section(input.heading, caption, [storeList(shown, pins.method)]);
  }
}

interface ListInput {
  readonly heading: string;
  readonly stores: readonly StoreFigures[];
  readonly limit: number;
  readonly kind: string;
  readonly none: string;
}
