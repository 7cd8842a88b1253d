import type { Content } from 'pdfmake/interfaces';
import type { ReportDocument } from '../../contract/report';
import { pollCounts, storeCounts } from '../../domain/quality-words';
import { counted, wholeNumber } from '../../domain/report-words';
import { printableText } from './printable-text';
import { COLOURS } from './theme';

const WARNINGS_SHOWN = 2;
const LONGEST_WARNING = 180;
const IDS_SHOWN = 3;

/** What lay behind the numbers, in a few lines: one store's report is a single page. */
export function qualityLines({ quality, stores }: ReportDocument): Content[] {
  const ofStores = storeCounts(quality).map(
    ([count, words]) => [count, `of ${counted(stores.length, 'store')} ${words}`] as const,
  );
  const counts = [...pollCounts(quality), ...ofStores]
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${wholeNumber(count)} ${words}`);
  return [
    ...warningLines(quality.warnings),
    ...neverSeen(quality.unknownStoreIds),
    {
      text: counts.length === 0 ? 'No poll lay behind it.' : `${counts.join('; ')}.`,
      style: 'small',
      margin: [0, 3, 0, 0],
    },
  ];
}

function warningLines(warnings: readonly string[]): Content[] {
  const shown = warnings.slice(0, WARNINGS_SHOWN).map((text) => `Warning: ${cut(printableText(text))}`);
  const more = warnings.length - shown.length;
  const rest = more > 0 ? [`And ${counted(more, 'more warning')}, which the JSON report has.`] : [];
  return [...shown, ...rest].map((text) => ({ text, style: 'small', color: COLOURS.down }));
}

function neverSeen(ids: readonly string[]): Content[] {
  if (ids.length === 0) return [];
  const named = ids.slice(0, IDS_SHOWN).map((id) => cut(printableText(id)));
  const more = ids.length - named.length;
  const rest = more > 0 ? `, and ${wholeNumber(more)} more, which the JSON report names` : '';
  return [
    { text: `Asked for, but never seen: ${named.join(', ')}${rest}.`, style: 'small', color: COLOURS.down },
  ];
}

function cut(text: string): string {
  return text.length > LONGEST_WARNING ? `${text.slice(0, LONGEST_WARNING)} …` : text;
}
