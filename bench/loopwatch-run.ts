/** Loopwatch's measured run. full-size.ts starts it in its own process to get one worker's peak memory. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ingestOnce, type LocalRun, withLocalRun } from '../src/cli/process/local-run';
import { loadSettings } from '../src/config/settings';
import { FORMATS, type ReportFormat } from '../src/contract/formats';
import { INGEST_WORKFLOW, reportWorkflowId } from '../src/contract/names';
import { DEFAULT_HOLD_SECONDS } from '../src/contract/report';
import { figuresKey, reportFileKey } from '../src/contract/report-keys';
import { reportRequestSchema, toReportOptions } from '../src/domain/report/report-request';
import { type ActivityRun, activityRuns } from './activity-runs';
import { percentOfHashes } from './hashing';
import { type Measured, reportMeasured, secondsOf } from './measured';
import { runReport } from './run-report';

const INPUTS = ['store_status.csv', 'menu_hours.csv', 'timezones.csv'];

interface Folders {
  /** Holds the three inputs. */
  readonly data: string;
  /** Holds the polls of the next hour. */
  readonly nextHour: string;
  /** `figures.parquet` and `report.csv` are written here, for comparison. */
  readonly results: string;
}

async function main(folders: Folders): Promise<Measured> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'loopwatch-bench-'));
  const [sourceDir, stateDir] = [path.join(root, 'source'), path.join(root, 'state')];
  try {
    for (const folder of [sourceDir, stateDir]) await mkdir(folder);
    for (const name of INPUTS) await copyFile(path.join(folders.data, name), path.join(sourceDir, name));
    const options = { settings: loadSettings(), sourceDir, stateDir, say: () => undefined };
    return await withLocalRun(options, (run) => measure(run, folders, sourceDir));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function measure(run: LocalRun, folders: Folders, sourceDir: string): Promise<Measured> {
  const first = await secondsOf(() => ingestOnce(run));
  const unchanged = await secondsOf(() => ingestOnce(run));
  // Each has another hold: equal reports would only copy files.
  await report(run, ['csv', 'json'], 7_201);
  const csv = await report(run, ['csv']);
  const quick = await report(run, ['csv', 'json'], 7_202);
  const full = await report(run, [...FORMATS], 7_203);
  const hashing = await percentOfHashes(
    run.ports.blobs,
    await readFile(await run.ports.blobs.localPath(reportFileKey(quick.reportId, 'json'))),
    async (number) => (await report(run, ['csv', 'json'], 7_300 + number)).seconds,
  );
  await keepResults(run, csv.reportId, folders.results);
  await copyFile(
    path.join(folders.nextHour, 'store_status.csv'),
    path.join(sourceDir, 'store_status_next.csv'),
  );
  const increment = await secondsOf(() => ingestOnce(run));
  const polls = (await ingestionRuns(run)).filter((each) => each.summary === 'store_status.csv');
  const stage = (name: string) => span(quick.runs.filter((each) => each.name === name));
  return {
    'ingestion: the three files, first': first,
    'ingestion: the polls alone, from fetch to append': span(polls),
    'ingestion: nothing new': unchanged,
    'ingestion: one more hour of all stores': increment,
    'report: load': stage('load'),
    'report: localize': stage('localize'),
    'report: filter': stage('filter'),
    'report: aggregate': stage('aggregate'),
    'report: load → aggregate': span(quick.runs.filter((each) => STAGES.includes(each.name))),
    'report: trigger → Completed, CSV and JSON': quick.seconds,
    'report: trigger → Completed, CSV, JSON and PDF': full.seconds,
    'report: hashes, percent of trigger → Completed, CSV and JSON': hashing,
    'CSV in → CSV out': first + csv.seconds,
    'CSV in → CSV, JSON and PDF out': first + full.seconds,
    'peak memory, GB': process.resourceUsage().maxRSS / 1e6,
  };
}

const STAGES = ['load', 'localize', 'filter', 'aggregate'];

/** The time from the scheduling of the first activity to the completion of the last. */
function span(runs: readonly ActivityRun[]): number {
  if (runs.length === 0) throw new Error('The history lacks an activity that the benchmark measures.');
  return Math.max(...runs.map((each) => each.to)) - Math.min(...runs.map((each) => each.from));
}

async function ingestionRuns({ client }: LocalRun): Promise<readonly ActivityRun[]> {
  const runs: ActivityRun[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = '${INGEST_WORKFLOW}'` }))
    runs.push(...(await activityRuns(client, workflowId)));
  return runs;
}

async function report(run: LocalRun, formats: ReportFormat[], holdSeconds = DEFAULT_HOLD_SECONDS) {
  const reportId = randomUUID();
  const options = { ...toReportOptions(reportRequestSchema.parse({ formats })), holdSeconds };
  const workflowId = reportWorkflowId(reportId);
  const seconds = await secondsOf(() => runReport(run, { reportId, options }));
  return { reportId, seconds, runs: await activityRuns(run.client, workflowId) };
}

async function keepResults({ ports }: LocalRun, reportId: string, results: string): Promise<void> {
  await mkdir(results, { recursive: true });
  const keys = { 'figures.parquet': figuresKey(reportId), 'report.csv': reportFileKey(reportId, 'csv') };
  for (const [name, key] of Object.entries(keys))
    await copyFile(await ports.blobs.localPath(key), path.join(results, name));
}

const [data = '', nextHour = '', results = ''] = process.argv.slice(2);
reportMeasured(main({ data, nextHour, results }));
