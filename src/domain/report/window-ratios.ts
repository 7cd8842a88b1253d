import type { WindowFigures } from '../../contract/report';
import { flooredRatio } from '../numbers/rounding';

/** Up, of up and down, in hundredths of a percent, floored; null: nothing is known. */
export function uptimeHundredths({ upMicros, downMicros }: WindowFigures): number | null {
  return flooredRatio(upMicros, upMicros + downMicros, 10_000);
}

/** The known part of the business time; null where there is none, or for `count`. */
export function coverageOf({ businessMicros, unknownMicros }: WindowFigures): number | null {
  if (unknownMicros === null || businessMicros === 0) return null;
  return (businessMicros - unknownMicros) / businessMicros;
}
