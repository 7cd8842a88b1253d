import { MICROS_PER_DAY, MICROS_PER_HOUR } from '../time/instants';
import { logUniform, pick, type Random, type Weighted } from './random';
import type { FailureRates } from './status-timeline';

const TEMPERS: Weighted<(random: Random) => FailureRates> = [
  [steady, 20],
  [ordinary, 75],
  [troubled, 5],
];

/** Most stores fail once in a few days, some hardly ever, and a few are down more than up. */
export function drawFailureRates(random: Random): FailureRates {
  return pick(random, TEMPERS)(random);
}

function steady(random: Random): FailureRates {
  return {
    meanUpMicros: logUniform(random, 60, 600) * MICROS_PER_DAY,
    meanDownMicros: logUniform(random, 0.2, 2) * MICROS_PER_HOUR,
  };
}

function ordinary(random: Random): FailureRates {
  return {
    meanUpMicros: logUniform(random, 0.5, 20) * MICROS_PER_DAY,
    meanDownMicros: logUniform(random, 0.2, 10) * MICROS_PER_HOUR,
  };
}

function troubled(random: Random): FailureRates {
  return {
    meanUpMicros: logUniform(random, 1, 12) * MICROS_PER_HOUR,
    meanDownMicros: logUniform(random, 4, 48) * MICROS_PER_HOUR,
  };
}
