import type { Weighted } from './random';

/**
 * Stores per zone: the first eleven as counted in the public 2023 data, then a few zones whose clocks change at
 * midnight, by half an hour or in the other half of the year, which that data hardly has.
 */
export const ZONE_WEIGHTS: Weighted<string> = [
  ['America/New_York', 8_191],
  ['America/Los_Angeles', 3_224],
  ['America/Chicago', 1_517],
  ['America/Phoenix', 418],
  ['America/Denver', 127],
  ['America/Detroit', 62],
  ['America/Indiana/Indianapolis', 15],
  ['America/Edmonton', 2],
  ['America/Boise', 1],
  ['Pacific/Honolulu', 1],
  ['Asia/Beirut', 5],
  ['America/Havana', 5],
  ['America/Santiago', 5],
  ['America/St_Johns', 5],
  ['Australia/Lord_Howe', 5],
  ['Europe/London', 5],
];
