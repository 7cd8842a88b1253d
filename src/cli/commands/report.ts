import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { FORMATS, reportFileName } from '../../contract/formats';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import type { IngestSummary } from '../../contract/inputs';
import { METHOD_FACTS } from '../../contract/methods';
import { DEFAULT_TIMEZONE, type ReportOptions, type ReportPins } from '../../contract/report';
import type { ReportResult } from '../../contract/report-payloads';
import { reportRunOptions } from '../../domain/report/report-run-options';
import { formatInstant } from '../../domain/time/instants';
import { listPassedOver } from '../../domain/wording/describe-passed-over';
import { askForReport } from '../../storage/catalogue/ask-for-report';
import { isRunFailed } from '../../temporal/run-errors';
import { startReport } from '../../temporal/start-runs';
import { ingestOnce, type LocalRun, withLocalRun } from '../process/local-run';
import { withOwnCommands } from '../process/own-command';
import { requireFolder } from '../process/require-folder';
import { followProgress } from './report-progress';
import { describeQuarantine, type Line } from './report-quarantine';
import { createStageDisplay } from './stage-display';

export interface ReportCommand {
  readonly settings: Settings;
  readonly sourceDir: string;
  readonly outDir: string;
  readonly stateDir: string | null;
  readonly options: ReportOptions;
}

/** `loopwatch report`: ingests a folder, computes the report and writes its files. */
export async function reportCommand(command: ReportCommand): Promise<void> {
  const startedAt = performance.now();
  const display = createStageDisplay(process.stderr);
  try {
    const { sourceDir, outDir } = command;
    await requireFolder(sourceDir, 'Name the folder of your CSV files with --data.');
    await makeFolder(outDir);
    display.stage('start', 'Starting Temporal');
    await withLocalRun({ ...command, say: display.note }, async (run) => {
      display.stage('ingest', `Ingesting ${sourceDir}`);
      const ingested = await ingestOnce(run);
      const { stateDir } = command;
      const quarantine = await describeQuarantine(run, stateDir);
      try {
        const result = await makeReport(run, command.options, display.report);
        const files = await writeFiles(run, result, outDir);
        display.end();
        const seconds = (performance.now() - startedAt) / 1_000;
        print(process.stdout, summaryOf(result, { ingested, quarantine, files, seconds }), stateDir);
      } catch (error) {
        display.end();
        // Why there is no report may be in these rows.
        if (quarantine.length > 1) print(process.stderr, quarantine, stateDir);
        throw error;
      }
    });
  } finally {
    display.end();
  }
}

async function makeReport(
  { client, ports }: LocalRun,
  options: ReportOptions,
  showProgress: Parameters<typeof followProgress>[1],
): Promise<ReportResult> {
  const reportId = randomUUID();
  const question = { reportId, options, requestedBy: 'cli' };
  const input = await askForReport(ports.catalogue, question, ports.clock());
  const handle = await startReport(client, reportRunOptions(input));
  try {
    await followProgress(handle, showProgress);
    return await handle.result();
  } catch (error) {
    if (!isRunFailed(error)) throw error;
    const record = await ports.catalogue.reports.get(reportId);
    throw new LoopwatchError('NO_DATA', `No report was made: ${record?.message ?? error.message}`, null, {
      cause: error,
    });
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new LoopwatchError(
      'SETUP',
      `The folder ${folder} cannot be created`,
      'Choose another with --out.',
      {
        cause: error,
      },
    );
  }
}

async function writeFiles({ ports }: LocalRun, result: ReportResult, outDir: string): Promise<string[]> {
  // Files of an earlier report must not pass for files of this one.
  for (const format of FORMATS) await rm(path.join(outDir, reportFileName(format)), { force: true });
  const written: string[] = [];
  for (const file of result.files) {
    const target = path.join(outDir, reportFileName(file.format));
    const partial = `${target}.partial`;
    await copyFile(await ports.blobs.localPath(file.key), partial);
    await rename(partial, target);
    written.push(target);
  }
  return written;
}

interface Around {
  readonly ingested: IngestSummary;
  readonly quarantine: readonly Line[];
  readonly files: readonly string[];
  readonly seconds: number;
}

function summaryOf(result: ReportResult, { ingested, quarantine, files, seconds }: Around): Line[] {
  const { pins, quality } = result;
  const lines: Line[] = [
    ['stores', String(result.storeCount)],
    ['polls in the week', String(quality.polls)],
    ['ingested', ingested.message],
    ...quarantine,
    ...listPassedOver(ingested.passedOver ?? NOTHING_PASSED_OVER, 10).map(
      (line): Line => ['passed over', line],
    ),
    ['coverage', coverageWords(result)],
    ['as-of', formatInstant(pins.asOfMicros)],
    ['method', methodWords(pins)],
    ['without a zone', `${quality.storesWithoutTimezone} stores, counted as in ${DEFAULT_TIMEZONE}`],
    ['without hours', `${quality.storesWithoutHours} stores, counted as open around the clock`],
    ...(quality.storesWithoutFigures
      ? [
          [
            'without figures',
            `${quality.storesWithoutFigures} stores, whose hours or zone cannot be read`,
          ] as const,
        ]
      : []),
    ...quality.warnings.map((warning): Line => ['warning', warning]),
    ...quality.unknownStoreIds.map((id): Line => ['never seen', id]),
    ...files.map((file): Line => ['written', file]),
    ['seconds', seconds.toFixed(1)],
  ];
  return lines;
}

function print(output: NodeJS.WriteStream, lines: readonly Line[], stateDir: string | null): void {
  for (const [name, value] of lines) output.write(`${name.padEnd(18)} ${withOwnCommands(value, stateDir)}\n`);
}

function coverageWords({ pins, coverage }: ReportResult): string {
  if (!METHOD_FACTS[pins.method].knowsUnknown) return 'this method has no coverage';
  return coverage === null ? 'no business time in the week' : `${Math.floor(coverage * 10_000) / 100} %`;
}

function methodWords({ method, methodVersion, holdSeconds }: ReportPins): string {
  const name = `${method} ${methodVersion}`;
  return METHOD_FACTS[method].usesHold ? `${name}, hold ${holdSeconds / 3_600} h` : name;
}
