import { WINDOWS } from '../../contract/report';
import { durationField } from './store-row';

const FIRST_COLUMNS = [
  'store_id',
  ...(['up', 'down'] as const).flatMap((quantity) =>
    WINDOWS.map((window) => durationField(quantity, window)),
  ),
];

/** Whether a CSV file is a report of Loopwatch, by the columns that every report begins with. */
export function isReportHeader(names: readonly string[]): boolean {
  return FIRST_COLUMNS.every((column, index) => names[index]?.trim() === column);
}
