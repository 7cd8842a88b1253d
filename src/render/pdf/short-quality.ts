import type { Content } from 'pdfmake/interfaces';
import type { ReportDocument, ReportQuality } from '../../contract/report';
import { counted, wholeNumber } from '../../domain/wording/report-words';
import { graphemesOf } from '../fonts/font-choice';
import { printableText } from './printable-text';
import { COLOURS } from './theme';

const WARNINGS_SHOWN = 1;
const MAX_WARNING_CHARS = 120;
const IDS_SHOWN = 3;

/** The quality of the inputs in a few lines: one store's report is a single page. */
export function shortQuality({ quality }: ReportDocument): Content[] {
  return [
    ...warningLines(quality.warnings),
    ...neverSeen(quality.unknownStoreIds),
    { text: countsSentence(quality), style: 'small', margin: [0, 3, 0, 0] },
  ];
}

function countsSentence(quality: ReportQuality): string {
  const quarantined = Object.values(quality.quarantined).reduce((sum, rows) => sum + rows, 0);
  const words = [
    `${counted(quality.polls, 'poll')} in the week, ${wholeNumber(quality.pollsOutsideHours)} of them outside business hours`,
    `${counted(quality.rowsIn, 'row')} of poll files ingested, ${wholeNumber(quality.duplicates)} repeated, ${wholeNumber(quality.disagreements)} of them with another status`,
    `${counted(quarantined, 'row')} in quarantine`,
  ];
  return `${words.join('; ')}.`;
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
    { text: `Requested, but never polled: ${named.join(', ')}${rest}.`, style: 'small', color: COLOURS.down },
  ];
}

function cut(text: string): string {
  const graphemes = graphemesOf(text);
  return graphemes.length > MAX_WARNING_CHARS ? `${graphemes.slice(0, MAX_WARNING_CHARS).join('')} …` : text;
}
