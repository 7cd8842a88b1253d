import { COUNTED_POLL_MICROS } from '../uptime/count';
import {
  countCells,
  elapsedCells,
  formatDecimal,
  formatElapsed,
  formatLocal,
  formatTable,
  textCells,
} from './explain-cells';
import type { CountedWindow, ExplainedWindow, StretchWindow } from './explain-types';

/** One window's sum over its intervals, and the figures of the report. */
export function formatWindow(window: ExplainedWindow, zone: string): string[] {
  const span = [window.fromMicros, window.toMicros].map((micros) => formatLocal(micros, zone, 'full'));
  const head = `Last ${window.name}: ${span.join(' to ')}`;
  if (window.by === 'nothing') return [head, '  Not known, because the business hours are not known.'];
  return [
    head,
    ...(window.shares.length === 0 ? ['  No business time.'] : []),
    ...(window.by === 'stretches' ? formatStretches(window) : formatCounted(window)),
    `  In the report: ${formatFigures(window)}`,
  ];
}

function formatStretches({ shares, figures }: StretchWindow): string[] {
  if (shares.length === 0) return [];
  const rows = [
    ...shares.map((share) => ({ ...share, label: `#${share.interval}` })),
    { ...figures, label: 'sum' },
  ];
  return formatTable([
    textCells('interval', rows, (row) => row.label),
    elapsedCells('up', rows, (row) => row.upMicros),
    elapsedCells('+ down', rows, (row) => row.downMicros),
    elapsedCells('+ unknown', rows, (row) => row.unknownMicros),
    elapsedCells('= business', rows, (row) => row.businessMicros),
  ]);
}

function formatCounted(window: CountedWindow): string[] {
  const { shares, figures, uncappedMicros } = window;
  const length = formatElapsed(window.toMicros - window.fromMicros);
  const up = formatElapsed(figures.upMicros);
  const capped =
    uncappedMicros > figures.upMicros
      ? `  Up: ${formatElapsed(uncappedMicros)}, limited to the window's length: ${up}.`
      : `  Up: ${up}, within the window's length.`;
  return [
    ...formatTable([
      textCells('interval', shares, (share) => `#${share.interval}`),
      countCells('polls', shares, (share) => share.polls),
      elapsedCells('1 h each active', shares, (share) => share.activePolls * COUNTED_POLL_MICROS),
      elapsedCells('+ from opening', shares, (share) => share.openingMicros),
      elapsedCells('+ to closing', shares, (share) => share.closingMicros),
      elapsedCells('= up', shares, (share) => share.upMicros),
    ]),
    capped,
    `  Down: ${length} - ${up} = ${formatElapsed(figures.downMicros)} (closed hours count as down).`,
  ];
}

function formatFigures({ name, figures }: StretchWindow | CountedWindow): string {
  const unit = name === 'hour' ? 'minutes' : 'hours';
  const { upMicros, downMicros, unknownMicros, businessMicros } = figures;
  const parts = [
    `up ${formatDecimal(upMicros, unit)}`,
    `down ${formatDecimal(downMicros, unit)}`,
    ...(unknownMicros === null ? [] : [`unknown ${formatDecimal(unknownMicros, unit)}`]),
    `business ${formatDecimal(businessMicros, unit)}`,
  ];
  return `${parts.join(', ')} (${unit})`;
}
