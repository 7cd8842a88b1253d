import { Drawing } from './drawing';
import type { Skin } from './skin';

/** Sums of one window, in microseconds; `count` knows no unknown. */
export interface Shares {
  readonly up: number;
  readonly down: number;
  readonly unknown: number | null;
}

interface BarSize {
  readonly width: number;
  readonly height: number;
}

/** One bar of up, down and unknown time, in this order; empty where all are 0. */
export function shareBar({ up, down, unknown }: Shares, { width, height }: BarSize, skin: Skin): string {
  const drawing = new Drawing(width, height, skin);
  const whole = up + down + (unknown ?? 0);
  if (whole > 0) {
    const [upWidth, downWidth] = [(up / whole) * width, (down / whole) * width];
    drawing.up(0, 0, upWidth, height);
    drawing.down(upWidth, 0, downWidth, height);
    if (unknown) drawing.unknown(upWidth + downWidth, 0, width - upWidth - downWidth, height);
  }
  drawing.rect(0, 0, width, height, { stroke: 'unknownLine', strokeWidth: 0.5 });
  return drawing.toSvg();
}
