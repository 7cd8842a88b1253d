import { MAX_WEEKS_DRAWN, type ReportOptions } from '../../contract/report';
import type { PinnedReport, PinRequest } from '../../contract/report-payloads';
import type { AskedReport } from '../../storage/catalogue/asked-report-catalogue';
import { findPinned, type Pinned, pinReport } from '../../storage/catalogue/pin-report';
import { recordOfAsked } from '../../storage/catalogue/report-record';
import { requireAsked } from '../kit/require-asked';
import type { ActivityPorts } from '../ports';
import { contentKeyOf } from './content-key';
import { inputWarnings } from './input-warnings';

/**
 * Pins the inputs of a report that was asked for, for good. @returns the number of partitions to compute, and whether
 * another report with the same content makes computing unnecessary. @throws LoopwatchError FORBIDDEN
 */
export function createPin(ports: ActivityPorts) {
  return async (request: PinRequest): Promise<PinnedReport> => {
    const { catalogue } = ports;
    const { reportId, options, again } = request;
    const asked = await requireAsked(catalogue, request);
    const pinned = await pinOnce(ports, asked);
    const { pins } = pinned;
    const partitions = await partitionsOf(ports, options, pinned);
    const warnings = again?.warnings ?? (await inputWarnings(ports, pinned, options.storeIds));
    const course = await catalogue.reports.chooseSharing({
      reportId,
      pins,
      contentKey: contentKeyOf(pins, options, warnings),
      formats: options.formats,
      exclude: again?.passOver ?? null,
    });
    return { pins, partitions, warnings, course };
  };
}

/** A repeated call, as after a lost answer, returns what was pinned first. */
async function pinOnce({ catalogue }: ActivityPorts, asked: AskedReport): Promise<Pinned> {
  const { pins = null } = (await catalogue.reports.get(asked.reportId)) ?? {};
  if (pins) return { pins, ...(await findPinned(catalogue, pins)) };
  const pinned = await pinReport(catalogue, asked.options);
  // The API may have saved the record before, without pins.
  await catalogue.reports.save(recordOfAsked(asked, { pins: pinned.pins }));
  return pinned;
}

/** The PDF of few stores draws the polls and intervals of all of them, so they need one partition. */
async function partitionsOf(
  { blobs, computing, partitions }: ActivityPorts,
  { storeIds }: ReportOptions,
  { pins, log }: Pinned,
): Promise<number> {
  const of = (storeCount: number) => (storeCount <= MAX_WEEKS_DRAWN ? 1 : partitions(storeCount));
  const atMost = storeIds?.length ?? log.storeCount;
  if (of(atMost) === 1) return 1;
  const storesPath = await blobs.localPath(log.storesKey);
  return of(await computing.run('countStores', { storesPath, asOfMicros: pins.asOfMicros, storeIds }));
}
