import { Drawing } from '../../src/pictures/drawing';
import { printSkin } from '../../src/pictures/print-skin';
import type { Point } from './growth';

const SIZE = { width: 460, height: 260 };
const FRAME = { left: 46, top: 30, right: 16, bottom: 40 };
const GRID_LINES = 4;

/** Seconds of a report by size, beside the straight line through the smallest. */
export function growthPlot(points: readonly Point[], unit: string): string {
  const drawing = new Drawing(SIZE.width, SIZE.height, printSkin);
  const mostSize = Math.max(...points.map(({ size }) => size));
  const first = points[0];
  const slope = first ? first.reportSeconds / first.size : 0;
  const mostSeconds = Math.max(...points.map(({ reportSeconds }) => reportSeconds)) * 1.15;
  const x = (size: number) => FRAME.left + (size / mostSize) * (SIZE.width - FRAME.left - FRAME.right);
  const y = (seconds: number) =>
    SIZE.height - FRAME.bottom - (seconds / mostSeconds) * (SIZE.height - FRAME.top - FRAME.bottom);
  drawing.rect(0, 0, SIZE.width, SIZE.height, { fill: 'paper' });
  for (let line = 0; line <= GRID_LINES; line++) {
    const seconds = (mostSeconds * line) / GRID_LINES;
    drawing.line(FRAME.left, y(seconds), SIZE.width - FRAME.right, y(seconds), 'hairline');
    drawing.text(FRAME.left - 6, y(seconds) + 3, seconds.toFixed(1), {
      size: 9,
      anchor: 'end',
      colour: 'muted',
    });
  }
  const straightEnd = Math.min(mostSize, slope === 0 ? mostSize : mostSeconds / slope);
  drawing.line(x(0), y(0), x(straightEnd), y(slope * straightEnd), 'muted', 1);
  drawing.path(pathThrough(points.map(({ size, reportSeconds }) => [x(size), y(reportSeconds)])), {
    stroke: 'down',
    strokeWidth: 2,
  });
  for (const { size, reportSeconds } of points) {
    drawing.rect(x(size) - 3, y(reportSeconds) - 3, 6, 6, { fill: 'down' });
    drawing.text(x(size), SIZE.height - FRAME.bottom + 14, String(size), { size: 9, anchor: 'middle' });
  }
  drawing.text(FRAME.left, 16, 'Report, seconds (grey: in proportion to the smallest)', {
    size: 10,
    bold: true,
  });
  drawing.text(SIZE.width - FRAME.right, SIZE.height - 8, unit, { size: 9, anchor: 'end', colour: 'muted' });
  return drawing.toSvg();
}

function pathThrough(places: readonly (readonly [number, number])[]): string {
  return places
    .map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`)
    .join('');
}
