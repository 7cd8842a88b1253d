import type { WeekHeat } from '../contract/report';
import { MICROS_PER_HOUR } from '../domain/time/instants';
import { amountWords } from '../domain/wording/report-words';
import { Drawing } from './drawing';
import { HEAT_WORDS, type HeatCell, heatCells, heatStep, WEEKDAY_LABELS } from './heat-scale';
import { PICTURE_WIDTH } from './picture-width';
import type { HeatColour, Skin } from './skin';

const CELL = { left: 30, top: 12, width: (PICTURE_WIDTH - 30) / 24, height: 16, gap: 0.8 };
const BOTTOM = CELL.top + WEEKDAY_LABELS.length * CELL.height;
const LEGEND = { top: BOTTOM + 7, swatch: 11, step: 62 };

/** One row a weekday, one column an hour: the share of known time that stores were up, as colour and number. */
export function heatMap(heat: WeekHeat, skin: Skin): string {
  const drawing = new Drawing(PICTURE_WIDTH, LEGEND.top + 12, skin);
  drawAxes(drawing);
  for (const cell of heatCells(heat)) {
    drawing.hinted(hintOf(cell), () => drawCell(drawing, cell));
  }
  drawLegend(drawing);
  return drawing.toSvg({
    title: 'The week by the hour',
    description: 'For each hour of each weekday the part of the known time that stores were up',
  });
}

function drawAxes(drawing: Drawing): void {
  for (let hour = 0; hour < 24; hour++) {
    const x = CELL.left + (hour + 0.5) * CELL.width;
    const look = { size: 6.5, colour: 'muted', anchor: 'middle' } as const;
    drawing.text(x, CELL.top - 4, String(hour).padStart(2, '0'), look);
  }
  WEEKDAY_LABELS.forEach((name, row) => {
    drawing.text(0, CELL.top + row * CELL.height + 11, name, { size: 8, bold: true });
  });
}

function drawCell(drawing: Drawing, cell: HeatCell): void {
  const x = CELL.left + cell.hour * CELL.width + CELL.gap / 2;
  const y = CELL.top + cell.weekday * CELL.height + CELL.gap / 2;
  const [width, height] = [CELL.width - CELL.gap, CELL.height - CELL.gap];
  if (!cell.isOpen) drawing.rect(x, y, width, height, { fill: 'band' });
  else if (cell.upPercent === null) drawing.unknown(x, y, width, height);
  if (cell.upPercent === null) return;
  const colour: HeatColour = `heat${heatStep(cell.upPercent)}`;
  drawing.rect(x, y, width, height, { fill: colour });
  if (cell.isBarelyKnown) drawing.unknown(x, y + height - 4, width, 4);
  const baseline = y + (cell.isBarelyKnown ? 8.6 : 10);
  drawing.text(x + width / 2, baseline, String(cell.upPercent), {
    size: 7,
    colour: `onHeat${heatStep(cell.upPercent)}`,
    anchor: 'middle',
  });
}

function hintOf(cell: HeatCell): string {
  const when = `${WEEKDAY_LABELS[cell.weekday] ?? ''} ${String(cell.hour).padStart(2, '0')}:00`;
  if (!cell.isOpen) return `${when}: no business hours`;
  const hours = (micros: number) => `${amountWords(BigInt(micros), MICROS_PER_HOUR)} h`;
  const share = cell.upPercent === null ? 'nothing is known' : `${cell.upPercent}% up`;
  return `${when}: ${share}; up ${hours(cell.upMicros)}, down ${hours(cell.downMicros)}, unknown ${hours(cell.unknownMicros)}`;
}

function drawLegend(drawing: Drawing): void {
  const { top, swatch, step } = LEGEND;
  const word = (column: number, text: string) =>
    drawing.text(CELL.left + column * step + swatch + 4, top + 7.5, text, { size: 7.5, colour: 'muted' });
  HEAT_WORDS.forEach((text, column) => {
    const index = heatStep([100, 99, 95, 90, 75, 0][column] ?? 0);
    drawing.rect(CELL.left + column * step, top, swatch, 9, { fill: `heat${index}` });
    word(column, text);
  });
  drawing.unknown(CELL.left + 6 * step, top, swatch, 9);
  word(6, 'less than half known');
}
