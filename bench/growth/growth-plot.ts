import { Drawing } from '../../src/pictures/drawing';
import { printSkin } from '../../src/pictures/print-skin';
import type { Skin } from '../../src/pictures/skin';
import type { Point } from './measured-state';

const PANEL = { width: 380, height: 250, left: 40, top: 34, right: 18, bottom: 40 };
const MOST_GRID_LINES = 6;
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
/** For browsers, which may lack the font of the PDF. */
const skin: Skin = { ...printSkin, font: ' font-family="Helvetica, Arial, sans-serif"', hasHints: true };

/** A straight line to compare the report's time with. */
export interface Yardstick {
  readonly words: string;
  readonly secondsAt: (size: number, first: Point) => number;
}

interface Panel {
  readonly title: string;
  readonly value: (point: Point) => number;
  readonly yardstick: ((size: number) => number) | null;
}

/** The cost of a report by size, in seconds and in memory. */
export function growthPlot(points: readonly Point[], unit: string, yardstick: Yardstick): string {
  const drawing = new Drawing(2 * PANEL.width, PANEL.height, skin);
  drawing.rect(0, 0, drawing.width, drawing.height, { fill: 'paper' });
  const [first] = points;
  const seconds: Panel = {
    title: `A report, seconds (grey: ${yardstick.words})`,
    value: (point) => point.reportSeconds,
    yardstick: first ? (size) => yardstick.secondsAt(size, first) : null,
  };
  const memory: Panel = {
    title: 'The worker’s peak memory, GB',
    value: (point) => point.peakGigabytes,
    yardstick: null,
  };
  drawPanel(drawing, 0, points, seconds, unit);
  drawPanel(drawing, PANEL.width, points, memory, unit);
  return drawing.toSvg({ title: `What a report costs by ${unit}: ${points.map(describe).join('; ')}` });
}

function describe({ size, reportSeconds, peakGigabytes }: Point): string {
  return `${size}: ${reportSeconds.toFixed(2)} s, ${peakGigabytes.toFixed(2)} GB`;
}

function drawPanel(drawing: Drawing, x0: number, points: readonly Point[], panel: Panel, unit: string): void {
  const [left, right] = [x0 + PANEL.left, x0 + PANEL.width - PANEL.right];
  const base = PANEL.height - PANEL.bottom;
  const mostSize = Math.max(...points.map(({ size }) => size));
  const most = Math.max(panel.yardstick?.(0) ?? 0, ...points.map(panel.value)) * 1.1;
  const step = gridStep(most);
  const top = step * Math.ceil(most / step);
  const x = (size: number) => left + (size / mostSize) * (right - left);
  const y = (value: number) => base - (value / top) * (base - PANEL.top);
  for (let line = 0; line * step <= top + step / 2; line++) {
    drawing.line(left, y(line * step), right, y(line * step), 'hairline');
    const label = (line * step).toFixed(step < 1 ? 1 : 0);
    drawing.text(left - 6, y(line * step) + 3, label, { size: 9, anchor: 'end', colour: 'muted' });
  }
  if (panel.yardstick) drawYardstick(drawing, panel.yardstick, { x, y, top, mostSize });
  drawing.path(throughPlaces(points.map((point) => [x(point.size), y(panel.value(point))])), {
    stroke: 'down',
    strokeWidth: 2,
  });
  for (const point of points) {
    drawing.rect(x(point.size) - 3, y(panel.value(point)) - 3, 6, 6, { fill: 'down' });
    drawing.text(x(point.size), base + 14, String(point.size), { size: 9, anchor: 'middle' });
  }
  drawing.text(left, 16, panel.title, { size: 10, bold: true });
  drawing.text(right, PANEL.height - 8, unit, { size: 9, anchor: 'end', colour: 'muted' });
}

interface Axes {
  readonly x: (size: number) => number;
  readonly y: (value: number) => number;
  readonly top: number;
  readonly mostSize: number;
}

function drawYardstick(
  drawing: Drawing,
  valueAt: (size: number) => number,
  { x, y, top, mostSize }: Axes,
): void {
  const [from, to] = [valueAt(0), valueAt(mostSize)];
  const end = to <= top ? mostSize : (mostSize * (top - from)) / (to - from);
  drawing.line(x(0), y(from), x(end), y(valueAt(end)), 'muted', 1);
}

function gridStep(most: number): number {
  return STEPS.find((step) => most / step <= MOST_GRID_LINES) ?? most;
}

function throughPlaces(places: readonly (readonly [number, number])[]): string {
  return places
    .map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`)
    .join('');
}
