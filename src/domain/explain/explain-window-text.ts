import { COUNTED_POLL_MICROS } from '../uptime/count';
import {
  countColumn,
  elapsedColumn,
  formatDecimal,
  formatElapsed,
  formatLocal,
  formatTable,
  textColumn,
} from './explain-cells';
import type { CountedWindow, ExplainedWindow, InterpolatedWindow } from './explain-types';

/** One window's sum, interval by interval, and the figures of the report. */
export function formatWindow(window: ExplainedWindow, zone: string): string[] {
  return [
    `Last ${window.name}: ${formatLocal(window.fromMicros, zone, 'full')} to ${formatLocal(window.toMicros, zone, 'full')}`,
    ...(window.shares.length === 0 ? ['  No business time.'] : []),
    ...(window.method === 'interpolate' ? formatInterpolated(window) : formatCounted(window)),
    `  In the report: ${formatFigures(window)}`,
  ];
}

function formatInterpolated({ shares, figures }: InterpolatedWindow): string[] {
  if (shares.length === 0) return [];
  const rows = [
    ...shares.map((share) => ({ ...share, label: `#${share.interval}` })),
    { ...figures, label: 'sum' },
  ];
  return formatTable([
    textColumn('interval', rows, (row) => row.label),
    elapsedColumn('up', rows, (row) => row.upMicros),
    elapsedColumn('+ down', rows, (row) => row.downMicros),
    elapsedColumn('+ unknown', rows, (row) => row.unknownMicros),
    elapsedColumn('= business', rows, (row) => row.businessMicros),
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
      textColumn('interval', shares, (share) => `#${share.interval}`),
      countColumn('polls', shares, (share) => share.polls),
      elapsedColumn('1 h each active', shares, (share) => share.activePolls * COUNTED_POLL_MICROS),
      elapsedColumn('+ from opening', shares, (share) => share.openingMicros),
      elapsedColumn('+ to closing', shares, (share) => share.closingMicros),
      elapsedColumn('= up', shares, (share) => share.upMicros),
    ]),
    capped,
    `  Down: ${length} - ${up} = ${formatElapsed(figures.downMicros)} (closed hours count as down).`,
  ];
}

function formatFigures({ name, figures }: ExplainedWindow): string {
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
