import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../contract/names';
import type { ReportPins, ReportState } from '../../contract/report';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, SEARCH_ATTRIBUTES.status.type);
const asOf = defineSearchAttributeKey(SEARCH_ATTRIBUTES.asOf.name, SEARCH_ATTRIBUTES.asOf.type);
const storeCount = defineSearchAttributeKey(
  SEARCH_ATTRIBUTES.storeCount.name,
  SEARCH_ATTRIBUTES.storeCount.type,
);

/** Lets people find runs in the Web UI by as-of and store count. */
export function showPins(pins: ReportPins, stores: number): void {
  upsertSearchAttributes([
    { key: asOf, value: new Date(pins.asOfMicros / 1_000) },
    { key: storeCount, value: stores },
  ]);
}

export function showStatus(state: ReportState): void {
  upsertSearchAttributes([{ key: status, value: state }]);
}
