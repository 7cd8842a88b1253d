import type { Migration } from 'kysely';
import { firstTables } from './01-first-tables';
import { newestIngestions } from './02-newest-ingestions';
import { whoAsked } from './03-who-asked';
import { whoMay } from './04-who-may';
import { webhooks } from './05-webhooks';
import { reportFilters } from './06-report-filters';
import { segmentParts } from './07-segment-parts';
import { reportPins } from './08-report-pins';
import { retention } from './09-retention';

/** In the order of their names, which databases record: never rename one. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-24-first-tables': firstTables,
  '2026-11-25-newest-ingestions': newestIngestions,
  '2026-11-25-who-asked': whoAsked,
  '2026-11-25-who-may': whoMay,
  '2026-11-26-webhooks': webhooks,
  '2026-11-27-report-filters': reportFilters,
  '2026-11-28-segment-parts': segmentParts,
  '2026-11-29-report-pins': reportPins,
  '2026-11-30-retention': retention,
};
