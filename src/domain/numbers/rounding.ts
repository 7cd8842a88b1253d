/**
 * Microseconds in hundredths of a unit, half away from zero. It uses whole numbers only, so that 0.005 never becomes
 * 0.00499….
 * @param unitMicros a multiple of 200
 */
export function hundredthsOf(micros: number, unitMicros: number): number {
  const step = unitMicros / 100;
  const magnitude = Math.abs(micros) + step / 2;
  const rounded = (magnitude - (magnitude % step)) / step;
  return micros < 0 && rounded > 0 ? -rounded : rounded;
}

/** For sums over a fleet, which can be too large for exact doubles. They are never negative. */
export function hundredthsOfTotal(micros: bigint, unitMicros: number): number {
  const unit = BigInt(unitMicros);
  return Number((micros * 200n + unit) / (unit * 2n));
}

/** 1234 → `12.34`. */
export function formatHundredths(hundredths: number): string {
  const magnitude = Math.abs(hundredths);
  const cents = magnitude % 100;
  const whole = (magnitude - cents) / 100;
  return `${hundredths < 0 ? '-' : ''}${whole}${cents < 10 ? '.0' : '.'}${cents}`;
}

/**
 * `part / whole` in steps of one `scale`th, floored, so that only a full share shows as full; null where `whole` is 0.
 * @param scale 100 for whole percents, 10 000 for percents with two decimals
 */
export function flooredRatio(part: number, whole: number, scale: number): number | null {
  if (whole === 0) return null;
  const scaled = part * scale;
  return (scaled - (scaled % whole)) / whole;
}

export function flooredRatioOfTotals(part: bigint, whole: bigint, scale: number): number | null {
  return whole === 0n ? null : Number((part * BigInt(scale)) / whole);
}
