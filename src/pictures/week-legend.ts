import { METHOD_FACTS, type Method } from '../contract/methods';
import type { Drawing } from './drawing';

const SWATCH = { width: 13, height: 8 };

type Mark = (x: number, top: number) => void;

/** One line that explains every mark of the week's chart. */
export function drawWeekLegend(
  drawing: Drawing,
  baseline: number,
  { method, isKnown }: { readonly method: Method; readonly isKnown: boolean },
): void {
  const { width, height } = SWATCH;
  const outlined =
    (fill: Mark): Mark =>
    (x, top) => {
      fill(x, top);
      drawing.rect(x, top, width, height, { stroke: 'ink', strokeWidth: 0.8 });
    };
  const ofHours: readonly (readonly [string, Mark])[] = [
    ...(METHOD_FACTS[method].tellsWhen
      ? [
          ['Up', outlined((x, top) => drawing.up(x, top, width, height))] as const,
          ['Down', outlined((x, top) => drawing.down(x, top, width, height))] as const,
          ['Unknown', outlined((x, top) => drawing.unknown(x, top, width, height))] as const,
        ]
      : [['Business hours', outlined(() => undefined)] as const]),
    ['Closed', (x, top) => drawing.rect(x, top, width, height, { fill: 'band' })],
  ];
  const entries: readonly (readonly [string, Mark])[] = [
    ...(isKnown ? ofHours : []),
    ['Poll: active', (x, top) => drawPoll(drawing, x + width - 4, top + 2, true)],
    ['Poll: inactive', (x, top) => drawPoll(drawing, x + width - 5, top + 2, false)],
  ];
  let x = 64;
  for (const [name, draw] of entries) {
    draw(x, baseline - 7);
    drawing.text(x + width + 4, baseline, name, { size: 7.5, colour: 'muted' });
    x += width + 16 + name.length * 4.1;
  }
}

/** An active poll is a thin tick, an inactive one a dark wedge. */
export function drawPoll(drawing: Drawing, x: number, top: number, active: boolean): void {
  if (active) drawing.line(x, top, x, top + 4.5, 'muted', 0.8);
  else drawing.path(`M${x.toFixed(2)} ${top}l2.4 5h-4.8z`, { fill: 'down' });
}
