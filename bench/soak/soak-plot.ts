import { Drawing } from '../../src/pictures/drawing';
import { printSkin } from '../../src/pictures/print-skin';
import type { Skin } from '../../src/pictures/skin';
import type { Sample } from './sample';

const PANEL = { width: 380, height: 200, left: 52, top: 34, right: 18, bottom: 34 };
const GRID_LINES = 4;
const COLUMNS = 2;
/** For browsers, which may lack the font of the PDF. */
const skin: Skin = { ...printSkin, font: ' font-family="Helvetica, Arial, sans-serif"', hasHints: true };

interface Panel {
  readonly title: string;
  readonly value: (sample: Sample) => number;
}

const PROCESS: readonly Panel[] = [
  { title: 'Resident memory, MB', value: ({ process }) => process.rss / 1e6 },
  { title: 'JavaScript heap, MB', value: ({ process }) => process.heap / 1e6 },
  { title: 'Open handles', value: ({ process }) => process.handles },
  { title: 'Threads', value: ({ process }) => process.threads },
];

const STORED: readonly Panel[] = [
  ...['reports', 'quarantine', 'deliveries', 'segments', 'trash'].map(filesOf),
  { title: 'Files in commits (data)', value: filesOf('commits').value },
  { title: 'Folders in quarantine', value: ({ folders }) => folders.quarantine?.folders ?? 0 },
  { title: 'Rows of segments', value: ({ rows }) => rows.segments ?? 0 },
];

function filesOf(folder: string): Panel {
  return { title: `Files in ${folder}`, value: ({ folders }) => folders[folder]?.files ?? 0 };
}

/** What a process holds, and what its data folder holds, day by day. */
export function soakPlots(
  samples: readonly Sample[],
): readonly { readonly name: string; readonly svg: string }[] {
  return [
    { name: 'soak-process', svg: plot(PROCESS, samples, 'What the worker process holds, day by day') },
    { name: 'soak-stored', svg: plot(STORED, samples, 'What is stored, day by day') },
  ];
}

function plot(panels: readonly Panel[], samples: readonly Sample[], title: string): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const drawing = new Drawing(COLUMNS * PANEL.width, rows * PANEL.height, skin);
  drawing.rect(0, 0, drawing.width, drawing.height, { fill: 'paper' });
  for (const [index, panel] of panels.entries()) {
    const corner = { x: (index % COLUMNS) * PANEL.width, y: Math.floor(index / COLUMNS) * PANEL.height };
    drawPanel(drawing, corner, panel, samples);
  }
  return drawing.toSvg({ title });
}

function drawPanel(
  drawing: Drawing,
  corner: { readonly x: number; readonly y: number },
  { title, value }: Panel,
  samples: readonly Sample[],
): void {
  const [left, right] = [corner.x + PANEL.left, corner.x + PANEL.width - PANEL.right];
  const base = corner.y + PANEL.height - PANEL.bottom;
  const top = Math.max(1, ...samples.map(value)) * 1.1;
  const days = samples.at(-1)?.day ?? 1;
  const x = (day: number) => left + (day / days) * (right - left);
  const y = (amount: number) => base - (amount / top) * (base - corner.y - PANEL.top);
  for (let line = 0; line <= GRID_LINES; line++) {
    const amount = (top * line) / GRID_LINES;
    drawing.line(left, y(amount), right, y(amount), 'hairline');
    const label = amount.toFixed(top < 10 ? 1 : 0);
    drawing.text(left - 6, y(amount) + 3, label, { size: 9, anchor: 'end', colour: 'muted' });
  }
  const places = samples.map((sample) => `${x(sample.day).toFixed(1)} ${y(value(sample)).toFixed(1)}`);
  drawing.path(`M${places.join('L')}`, { stroke: 'down', strokeWidth: 2 });
  drawing.text(left, corner.y + 16, title, { size: 10, bold: true });
  drawing.text(right, base + 18, `day ${days}`, { size: 9, anchor: 'end', colour: 'muted' });
}
