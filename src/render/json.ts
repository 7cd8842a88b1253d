import { byInputState } from '../contract/input-states';
import { byInputKind } from '../contract/inputs';
import type { ReportQuality, ReportTable } from '../contract/report';
import { pinnedVersion, type VersionedKind, versionFields } from '../contract/versioned-inputs';
import { storeJsonRow } from '../domain/report/store-json-row';
import { formatInstant, MICROS_PER_SECOND } from '../domain/time/instants';
import type { ReportJsonFacts } from './report-json-schema';

const ROWS_PER_CHUNK = 500;

/** The JSON report of docs/report-json.md, in chunks, one line a store. The same rows give the same bytes. */
export function* renderJson(table: ReportTable): Generator<string> {
  yield `{\n"report": ${JSON.stringify(factsOf(table), null, 1)},\n"stores": [`;
  for (let first = 0; first < table.stores.length; first += ROWS_PER_CHUNK) {
    const rows = table.stores.slice(first, first + ROWS_PER_CHUNK);
    yield `${first === 0 ? '\n' : ',\n'}${rows.map((store) => JSON.stringify(storeJsonRow(store))).join(',\n')}`;
  }
  yield '\n]\n}\n';
}

function factsOf({ pins, quality, stores }: ReportTable): ReportJsonFacts {
  const newest = quality.newestPollMicros;
  return {
    method: `${pins.method} ${pins.methodVersion}`,
    hold_seconds: pins.holdSeconds,
    as_of: formatInstant(pins.asOfMicros),
    log_version: pins.logVersion,
    ...versionFields((kind) => pinnedVersion(pins, kind)),
    tzdb_version: pins.tzdbVersion,
    stores: stores.length,
    polls: quality.polls,
    polls_outside_hours: quality.pollsOutsideHours,
    newest_poll: newest === null ? null : formatInstant(newest),
    newest_poll_age_seconds: newest === null ? null : (pins.asOfMicros - newest) / MICROS_PER_SECOND,
    rows_in: quality.rowsIn,
    duplicates: quality.duplicates,
    disagreements: quality.disagreements,
    quarantined: byInputKind((kind) => quality.quarantined[kind]),
    stores_without_timezone: quality.storesWithoutTimezone,
    stores_without_hours: quality.storesWithoutHours,
    stores_without_figures: quality.storesWithoutFigures ?? null,
    stores_by_hours: countsOf(quality, 'hours'),
    stores_by_zone: countsOf(quality, 'timezones'),
    stores_silent: quality.storesSilent,
    unknown_store_ids: [...quality.unknownStoreIds],
    warnings: [...quality.warnings],
  };
}

function countsOf({ storeStates }: ReportQuality, kind: VersionedKind): ReportJsonFacts['stores_by_hours'] {
  return storeStates ? byInputState((state) => storeStates[kind].counts[state]) : null;
}
