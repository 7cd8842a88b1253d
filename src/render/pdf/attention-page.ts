import type { Content } from 'pdfmake/interfaces';
import { METHOD_FACTS, type StoreListWords } from '../../contract/methods';
import type { ReportDocument, StoreFigures } from '../../contract/report';
import { storesNeedingAttention } from '../../domain/report/attention';
import { counted, wholeNumber } from '../../domain/wording/report-words';
import { section } from './layout';
import { storeList } from './store-list';

const MOST_DOWN_SHOWN = 25;
const LEAST_KNOWN_SHOWN = 10;

/** The stores to look at first, and the number of the others. */
export function attentionPage({ stores, pins }: ReportDocument): Content[] {
  const { mostDown, leastKnown } = storesNeedingAttention(stores, pins.method);
  const space: Content = { text: '', margin: [0, 0, 0, 16] };
  const facts = METHOD_FACTS[pins.method];
  const second = list({ ...facts.leastKnown, stores: leastKnown, limit: LEAST_KNOWN_SHOWN });
  return [
    {
      text: 'Stores that need attention',
      style: 'title',
      fontSize: 20,
      pageBreak: 'before',
      margin: [0, 0, 0, 12],
    },
    ...list({ ...facts.mostDown, stores: mostDown, limit: MOST_DOWN_SHOWN }),
    ...(second.length === 0 ? [] : [space, ...second]),
  ];

  function list(input: ListInput): Content[] {
    const shown = input.stores.slice(0, input.limit);
    if (shown.length === 0) return input.none === null ? [] : section(input.heading, input.none, []);
    const total = counted(input.stores.length, 'store');
    const caption = `${wholeNumber(shown.length)} of ${total} ${input.kind}.`;
    return section(input.heading, caption, [storeList(shown, pins.method)]);
  }
}

interface ListInput extends StoreListWords {
  readonly stores: readonly StoreFigures[];
  readonly limit: number;
}
