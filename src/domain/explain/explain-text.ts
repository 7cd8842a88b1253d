import { METHOD_FACTS } from '../../contract/methods';
import { formatFacts } from './explain-facts-text';
import { formatInterval, formatLeftOut } from './explain-interval-text';
import type { Explanation } from './explain-types';
import { formatWindow } from './explain-window-text';

const NESTED =
  'The hour lies within the day, and the day within the week: "in" names the shortest window of each stretch.';

/** An explanation for people: plain text of lines up to 110 characters (a longer store id apart). */
export function formatExplanation(explanation: Explanation): string {
  const { intervals, timezone, pins } = explanation;
  const blocks = [
    [`Store ${explanation.storeId}`, ...formatFacts(explanation)],
    [
      `Business intervals that touch the week: ${intervals.length} (local times are those of ${timezone})`,
      ...(METHOD_FACTS[pins.method].tellsWhen && intervals.length > 0 ? [NESTED] : []),
    ],
    ...intervals.map((interval) => formatInterval(interval, timezone, pins.method)),
    ['Polls left out, of the week and a day on either side', ...formatLeftOut(explanation.leftOut, timezone)],
    ...explanation.windows.map((window) => formatWindow(window, timezone)),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
