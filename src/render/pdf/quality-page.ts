import type { Content, TableCell } from 'pdfmake/interfaces';
import type { ReportDocument, ReportQuality } from '../../contract/report';
import { type CountInWords, pollCounts, storeCounts } from '../../domain/wording/quality-words';
import { instantWords, wholeNumber } from '../../domain/wording/report-words';
import { section } from './layout';
import { estimatedWidth, printableText } from './printable-text';
import { COLOURS, ROW_LINES, TEXT_WIDTH } from './theme';

const FONT_SIZE = 9.5;
const MAX_NAMED = 150;

/** The quality of the inputs, in sentences. */
export function qualityPage({ quality, stores }: ReportDocument): Content[] {
  return [
    { text: 'Data quality', style: 'title', fontSize: 20, pageBreak: 'before', margin: [0, 0, 0, 12] },
    ...section('Warnings', warningsCaption(quality), warnings(quality)),
    { text: '', margin: [0, 0, 0, 12] },
    ...section('The polls', newest(quality), [counts(pollCounts(quality))]),
    { text: '', margin: [0, 0, 0, 16] },
    ...section('The stores', `Of ${wholeNumber(stores.length)} in this report.`, [
      counts(storeCounts(quality)),
    ]),
    ...neverSeen(quality.unknownStoreIds),
  ];
}

function counts(rows: readonly CountInWords[]): Content {
  const widths = rows.map(([count]) => estimatedWidth(wholeNumber(count), FONT_SIZE));
  const numberWidth = Math.ceil(Math.max(24, ...widths));
  const body = rows.map(([count, words]): TableCell[] => [
    {
      text: wholeNumber(count),
      bold: true,
      alignment: 'right',
      color: count === 0 ? COLOURS.muted : COLOURS.ink,
    },
    { text: words, color: count === 0 ? COLOURS.muted : COLOURS.ink },
  ]);
  return {
    fontSize: FONT_SIZE,
    table: { widths: [numberWidth, TEXT_WIDTH - numberWidth - 10], body },
    layout: { ...ROW_LINES, hLineColor: () => COLOURS.hairline },
  };
}

function newest({ newestPollMicros }: ReportQuality): string {
  return newestPollMicros === null
    ? 'No store in this report was polled in the week.'
    : `The newest is of ${instantWords(newestPollMicros)}.`;
}

function warningsCaption({ warnings }: ReportQuality): string {
  return warnings.length === 0
    ? 'None: every file could be read.'
    : 'Read these before you rely on the numbers.';
}

function warnings({ warnings: texts }: ReportQuality): Content[] {
  if (texts.length === 0) return [];
  return [{ ul: texts.map(printableText), style: 'body', markerColor: COLOURS.down }];
}

function neverSeen(ids: readonly string[]): Content[] {
  if (ids.length === 0) return [];
  const named = ids.slice(0, MAX_NAMED).map(printableText);
  const more = ids.length - named.length;
  const rest = more === 0 ? '' : `, and ${wholeNumber(more)} more, which the JSON report names`;
  return [
    { text: '', margin: [0, 0, 0, 16] },
    ...section(
      'Requested, but never polled',
      'The log has no poll of these stores, so the report does not include them.',
      [{ text: `${named.join(', ')}${rest}`, style: 'body', fontSize: 8.5 }],
    ),
  ];
}
