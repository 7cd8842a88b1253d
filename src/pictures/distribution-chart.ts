import { METHOD_FACTS, type Method } from '../contract/methods';
import type { UptimeBin, UptimeDistribution } from '../domain/report/fleet-totals';
import { wholeNumber } from '../domain/wording/report-words';
import { Drawing } from './drawing';
import { PICTURE_WIDTH } from './picture-width';
import type { Skin } from './skin';

const TALLEST = { roomy: 158, compact: 96 } as const;
const ABOVE = 24;
const BELOW = 24;

interface DistributionInput {
  readonly distribution: UptimeDistribution;
  readonly method: Method;
  readonly spacing: keyof typeof TALLEST;
}

/** The number of stores by weekly uptime. */
export function distributionChart(input: DistributionInput, skin: Skin): string {
  const { method } = input;
  const { bins, storesNotKnown } = input.distribution;
  const tallest = TALLEST[input.spacing];
  const base = ABOVE + tallest;
  const columns = bins.map((bin) => ({ label: labelOf(bin), stores: bin.stores, known: true }));
  if (METHOD_FACTS[method].knowsUnknown || storesNotKnown > 0)
    columns.push({ label: 'not known', stores: storesNotKnown, known: false });
  const most = Math.max(1, ...columns.map((column) => column.stores));
  const step = PICTURE_WIDTH / columns.length;
  const drawing = new Drawing(PICTURE_WIDTH, base + BELOW, skin);
  columns.forEach((column, index) => {
    const height = (column.stores / most) * tallest;
    const left = index * step + step * 0.11;
    const middle = index * step + step / 2;
    if (column.known) drawing.up(left, base - height, step * 0.78, height);
    else if (column.stores > 0) {
      drawing.unknown(left, base - height, step * 0.78, height);
      drawing.rect(left, base - height, step * 0.78, height, { stroke: 'unknownLine' });
    }
    drawing.text(middle, base - height - 4, wholeNumber(column.stores), {
      size: 8.5,
      bold: true,
      anchor: 'middle',
    });
    drawing.text(middle, base + 12, column.label, { size: 8, colour: 'muted', anchor: 'middle' });
  });
  drawing.line(0, base, PICTURE_WIDTH, base, 'muted');
  const description = columns.map(({ label, stores }) => `${label}: ${wholeNumber(stores)}`).join(', ');
  return drawing.toSvg({ title: 'Stores by uptime in the last week', description });
}

export function labelOf({ fromPercent, toPercent }: UptimeBin): string {
  if (fromPercent === 100) return '100%';
  // Percentages are floored to tenths wherever they are printed.
  if (fromPercent === 99) return '99 to 99.9%';
  return fromPercent === 0 ? `under ${toPercent}%` : `${fromPercent} to ${toPercent}%`;
}
