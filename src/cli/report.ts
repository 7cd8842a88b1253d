import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { WorkflowFailedError } from '@temporalio/client';
import type { Settings } from '../config/settings';
import type { ReportResult } from '../contract/activity-payloads';
import { LoopwatchError } from '../contract/errors';
import type { IngestSummary } from '../contract/inputs';
import { REPORT_WORKFLOW, reportWorkflowId, TASK_QUEUE } from '../contract/names';
import type { ReportOptions } from '../contract/report';
import { formatInstant } from '../domain/instants';
import { type LocalRun, takeIn, withLocalRun } from './local-run';
import { followProgress } from './report-progress';
import { createStageDisplay } from './stage-display';

export interface ReportCommand {
  readonly settings: Settings;
  readonly sourceDir: string;
  readonly outDir: string;
  readonly stateDir: string | null;
  readonly options: ReportOptions;
}

/** `loopwatch report`: takes a folder in, makes the report and writes its files. */
export async function reportCommand(command: ReportCommand): Promise<void> {
  const startedAt = performance.now();
  const display = createStageDisplay(process.stderr);
  try {
    display.stage('start', 'Starting Temporal');
    await withLocalRun({ ...command, say: display.note }, async (run) => {
      display.stage('ingest', `Taking in ${command.sourceDir}`);
      const ingested = await takeIn(run);
      const result = await makeReport(run, command.options, display.report);
      const files = await writeFiles(run, result, command.outDir);
      display.end();
      printSummary(result, ingested, files, (performance.now() - startedAt) / 1_000);
    });
  } finally {
    display.end();
  }
}

async function makeReport(
  { client, ports }: LocalRun,
  options: ReportOptions,
  tell: Parameters<typeof followProgress>[1],
): Promise<ReportResult> {
  const reportId = randomUUID();
  const handle = await client.workflow.start<(input: unknown) => Promise<ReportResult>>(REPORT_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: reportWorkflowId(reportId),
    args: [{ reportId, options, requestedMicros: ports.clock() }],
  });
  try {
    await followProgress(handle, tell);
    return await handle.result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const record = await ports.catalogue.reports.get(reportId);
    throw new LoopwatchError('NO_DATA', `No report was made: ${record?.message ?? error.message}`, null, {
      cause: error,
    });
  }
}

async function writeFiles({ ports }: LocalRun, result: ReportResult, outDir: string): Promise<string[]> {
  await mkdir(outDir, { recursive: true });
  const written: string[] = [];
  for (const file of result.files) {
    const target = path.join(outDir, `report.${file.format}`);
    const aside = `${target}.partial`;
    await copyFile(await ports.blobs.localPath(file.key), aside);
    await rename(aside, target);
    written.push(target);
  }
  return written;
}

function printSummary(
  result: ReportResult,
  ingested: IngestSummary,
  files: readonly string[],
  seconds: number,
): void {
  const { pins, quality } = result;
  const quarantined = quality.quarantined.polls + quality.quarantined.hours + quality.quarantined.timezones;
  const coverage =
    result.coverage === null ? 'not known to this method' : `${Math.floor(result.coverage * 10_000) / 100} %`;
  const lines = [
    ['stores', String(result.storeCount)],
    ['polls in the week', String(quality.polls)],
    ['taken in', ingested.message],
    ['quarantined rows', String(quarantined)],
    ['coverage', coverage],
    ['as-of', formatInstant(pins.asOfMicros)],
    ['method', `${pins.method} ${pins.methodVersion}, hold ${pins.holdSeconds / 3_600} h`],
    ...quality.warnings.map((warning) => ['warning', warning]),
    ...quality.unknownStoreIds.map((id) => ['never seen', id]),
    ...files.map((file) => ['written', file]),
    ['seconds', seconds.toFixed(1)],
  ];
  for (const [name, value] of lines) process.stdout.write(`${(name ?? '').padEnd(18)} ${value}\n`);
}
