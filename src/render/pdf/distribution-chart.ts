import type { Method, StoreFigures } from '../../contract/report';
import { UPTIME_EDGES, type UptimeBin, uptimeDistribution } from '../../domain/fleet-totals';
import { Drawing } from './drawing';
import { COLOURS, TEXT_WIDTH } from './theme';
import { wholeNumber } from './words';

const HEIGHT = 206;
const BASE = 182;
const TALLEST = 158;

/** How many stores had which weekly uptime. */
export function distributionChart(stores: readonly StoreFigures[], method: Method): string {
  const { bins, storesNotKnown } = uptimeDistribution(stores, UPTIME_EDGES[method]);
  const columns = bins.map((bin) => ({ label: labelOf(bin), stores: bin.stores, known: true }));
  if (method !== 'count') columns.push({ label: 'not known', stores: storesNotKnown, known: false });
  const most = Math.max(1, ...columns.map((column) => column.stores));
  const step = TEXT_WIDTH / columns.length;
  const drawing = new Drawing(TEXT_WIDTH, HEIGHT);
  columns.forEach((column, index) => {
    const height = (column.stores / most) * TALLEST;
    const left = index * step + step * 0.11;
    const middle = index * step + step / 2;
    if (column.known) drawing.up(left, BASE - height, step * 0.78, height);
    else if (column.stores > 0) {
      drawing.unknown(left, BASE - height, step * 0.78, height);
      drawing.rect(left, BASE - height, step * 0.78, height, { stroke: COLOURS.unknownLine });
    }
    drawing.text(middle, BASE - height - 4, wholeNumber(column.stores), {
      size: 8.5,
      bold: true,
      anchor: 'middle',
    });
    drawing.text(middle, BASE + 12, column.label, { size: 8, colour: COLOURS.muted, anchor: 'middle' });
  });
  drawing.line(0, BASE, TEXT_WIDTH, BASE, COLOURS.muted);
  return drawing.toSvg();
}

function labelOf({ fromPercent, toPercent }: UptimeBin): string {
  if (fromPercent === 100) return '100%';
  // Percentages are floored to tenths wherever they are printed.
  if (fromPercent === 99) return '99 to 99.9%';
  return fromPercent === 0 ? `under ${toPercent}%` : `${fromPercent} to ${toPercent}%`;
}
