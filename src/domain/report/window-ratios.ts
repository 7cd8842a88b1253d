import type { WindowFigures } from '../../contract/report';
import { flooredRatio } from '../numbers/rounding';

/** Uptime as a share of known time, in hundredths of a percent, floored; null: nothing is known. */
export function uptimeHundredths(window: WindowFigures | null): number | null {
  if (window === null) return null;
  const { upMicros, downMicros } = window;
  return flooredRatio(upMicros, upMicros + downMicros, 10_000);
}

/** Known time as a share of business time; null without business time, or for `count`. */
export function coverageRatio(window: WindowFigures | null): number | null {
  if (window === null) return null;
  const { businessMicros, unknownMicros } = window;
  if (unknownMicros === null || businessMicros === 0) return null;
  return (businessMicros - unknownMicros) / businessMicros;
}
