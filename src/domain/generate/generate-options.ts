import { LoopwatchError } from '../../contract/errors';
import { MICROS_PER_DAY, requireInstant } from '../time/instants';
import type { DataSetOptions } from './data-set';

export const GENERATE_DEFAULTS = { stores: 100, days: 8, seed: 1, end: '2023-01-25T00:00:00Z' } as const;

/** The options of a command line: a number can be text. Omitted options have defaults, which do not use the clock. */
export interface GenerateOptions {
  readonly stores?: number | string | undefined;
  /** Length of the polled time; it can be a fraction. */
  readonly days?: number | string | undefined;
  readonly seed?: number | string | undefined;
  /** All polls are before this instant, in UTC. */
  readonly end?: string | undefined;
}

const MAX_STORES = 1_000_000;
const MAX_DAYS = 366;
const MAX_SEED = 2 ** 32 - 1;
const EARLIEST_START = '1970-01-01T00:00:00Z';
const LATEST_END = '2200-01-01T00:00:00Z';

/** @throws LoopwatchError INVALID_INPUT with the option and its rule. */
export function checkGenerateOptions(options: GenerateOptions): DataSetOptions {
  const stores = requireNumber(options.stores ?? GENERATE_DEFAULTS.stores, {
    option: '--stores',
    isValid: (value) => Number.isInteger(value) && value >= 1 && value <= MAX_STORES,
    rule: 'a whole number from 1 to 1000000',
  });
  const days = requireNumber(options.days ?? GENERATE_DEFAULTS.days, {
    option: '--days',
    isValid: (value) => Math.round(value * MICROS_PER_DAY) >= 1 && value <= MAX_DAYS,
    rule: `a number above 0, up to ${MAX_DAYS}`,
  });
  const seed = requireNumber(options.seed ?? GENERATE_DEFAULTS.seed, {
    option: '--seed',
    isValid: (value) => Number.isInteger(value) && value >= 0 && value <= MAX_SEED,
    rule: `a whole number from 0 to ${MAX_SEED}`,
  });
  const toMicros = requireInstant(options.end ?? GENERATE_DEFAULTS.end, '--end');
  const fromMicros = toMicros - Math.round(days * MICROS_PER_DAY);
  requireUsualYears(fromMicros, toMicros);
  return { stores, seed, span: { fromMicros, toMicros } };
}

interface NumberRule {
  readonly option: string;
  readonly isValid: (value: number) => boolean;
  readonly rule: string;
}

const DECIMAL = /^\d+(\.\d+)?$/;

function requireNumber(given: number | string, { option, isValid, rule }: NumberRule): number {
  const text = String(given).trim();
  const value = typeof given === 'number' ? given : DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!isValid(value)) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `${option} is "${text.slice(0, 80)}", but must be ${rule}`,
      `Give ${option} as ${rule}.`,
    );
  }
  return value;
}

function requireUsualYears(fromMicros: number, toMicros: number): void {
  const isUsual =
    fromMicros >= requireInstant(EARLIEST_START, 'start') && toMicros <= requireInstant(LATEST_END, 'end');
  if (isUsual) return;
  throw new LoopwatchError(
    'INVALID_INPUT',
    '--end and --days reach out of the years 1970 to 2199',
    'Choose an --end within them, and --days that do not go back further.',
  );
}
