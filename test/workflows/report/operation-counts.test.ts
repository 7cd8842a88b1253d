import { reportWorkflowId } from '../../../src/contract/names';
import { dataSetFiles } from '../../../src/domain/generate/data-set';
import { MICROS_PER_DAY, requireInstant } from '../../../src/domain/time/instants';
import { notedBlobs, type OpenedBlob } from '../../support/noted-blobs';
import { type Service, serviceOver } from '../../support/service';
import { serviceForSuite } from '../../support/service-hooks';

const STORES = 40;
const FIRST_MICROS = requireInstant('2023-01-02T00:00:00Z', 'start');

/** The work of one report. Counts are the same on every machine, so tests can assert them; times are not. */
interface Operations {
  readonly segmentsOpened: number;
  readonly rowsScanned: number;
  readonly filesOpened: number;
  readonly bytesRead: number;
  readonly activities: number;
  /** Excludes workflow tasks. */
  readonly historyEvents: number;
  readonly workflowTasks: number;
}

let service: Service;
const opened: OpenedBlob[] = [];

serviceForSuite({}, (started) => {
  service = started;
});

/** Puts the polls of one week into the source, with the hours and time zones of the stores. */
function putWeek(week: number): void {
  const fromMicros = FIRST_MICROS + week * 7 * MICROS_PER_DAY;
  const span = { fromMicros, toMicros: fromMicros + 7 * MICROS_PER_DAY };
  for (const file of dataSetFiles({ stores: STORES, seed: 1, span })) {
    const name = file.name === 'store_status.csv' ? `polls-${week}.csv` : file.name;
    if (name !== 'truth.csv') service.put(name, `${[file.header, ...file.lines()].join('\n')}\n`);
  }
}

async function operationsOf(counted: Service): Promise<Operations> {
  opened.length = 0;
  const { reportId } = await counted.withWorker(() => counted.report());
  const latest = await counted.ports.catalogue.log.latest();
  const segments = await counted.ports.catalogue.log.segments(latest?.version ?? 0);
  const scanned = opened.flatMap(({ key }) => segments.filter((segment) => segment.key === key));
  const { events } = await service.client.workflow.getHandle(reportWorkflowId(reportId)).fetchHistory();
  // The number of workflow tasks varies: answers that arrive together share one.
  const own = (events ?? []).filter(
    (event) =>
      !event.workflowTaskScheduledEventAttributes &&
      !event.workflowTaskStartedEventAttributes &&
      !event.workflowTaskCompletedEventAttributes,
  );
  return {
    segmentsOpened: scanned.length,
    rowsScanned: scanned.reduce((sum, { rows }) => sum + rows, 0),
    filesOpened: opened.length,
    bytesRead: opened.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    activities: events?.filter((event) => event.activityTaskScheduledEventAttributes).length ?? 0,
    historyEvents: own.length,
    workflowTasks: events?.filter((event) => event.workflowTaskCompletedEventAttributes).length ?? 0,
  };
}

it('does only the necessary work for a report, and the same on a long log as on a short one', async () => {
  const ports = { ...service.ports, blobs: notedBlobs(service.ports.blobs, opened) };
  const counted = serviceOver(service, { root: service.sourceDir, sourceDir: service.sourceDir, ports });
  for (const week of [0, 1]) putWeek(week);
  await service.withWorker(() => service.ingest());
  const { rowsScanned, bytesRead, workflowTasks, ...short } = await operationsOf(counted);
  expect(short).toEqual({
    // The week before the last poll starts shortly before the last file does.
    segmentsOpened: 2,
    // pin compares the ids of 3 files; load opens the 2 segments and the stores, localize 3, filter 3, aggregate 4;
    // render opens the figures and the heat map for each format.
    filesOpened: 22,
    // pin, load, localize, filter, aggregate, render three times, settle.
    activities: 9,
    historyEvents: 33,
  });
  // One at the start, and at most one per answer of an activity.
  expect(workflowTasks).toBeLessThanOrEqual(1 + short.activities);
  expect(bytesRead / rowsScanned).toBeLessThan(25);

  for (let week = 2; week < 9; week++) putWeek(week);
  await service.withWorker(() => service.ingest());
  const long = await operationsOf(counted);
  expect(long).toMatchObject(short);
  expect(long.rowsScanned / rowsScanned).toBeLessThan(1.05);
  expect(long.bytesRead / bytesRead).toBeLessThan(1.05);
}, 120_000);
