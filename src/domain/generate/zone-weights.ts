import type { Weighted } from './random';

/**
 * Stores per zone. The first eleven are counts of the public 2023 data. The other zones are rare in it: their clocks
 * change at midnight, by half an hour, or in the other half of the year.
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
