import { type Command, Option } from 'commander';
import type { Settings } from '../../config/settings';
import { LoopwatchError } from '../../contract/errors';
import { FORMATS, reportFileName } from '../../contract/formats';
import { DEFAULT_METHOD, METHODS } from '../../contract/methods';
import type { ReportOptions } from '../../contract/report';
import { reportRequestSchema, toReportOptions } from '../../domain/report/report-request';
import { settingOption, settingsFrom } from './setting-options';

interface MethodFlags {
  readonly asOf?: string;
  readonly method?: string;
  readonly hold?: string;
}

/** How the files write what can be read in two ways. */
interface DialectFlags {
  readonly dateOrder?: string;
  readonly dayNumbering?: string;
}

interface ReportFlags extends MethodFlags, DialectFlags {
  readonly data: string;
  readonly out: string;
  readonly state?: string;
  readonly stores?: string;
  readonly formats?: string;
  readonly extended?: boolean;
  readonly rawCsv?: boolean;
  readonly fullTable?: boolean;
}

interface ExplainFlags extends MethodFlags, DialectFlags {
  readonly data: string;
  readonly state?: string;
}

interface GenerateFlags {
  readonly stores: string;
  readonly days: string;
  readonly seed: string;
  readonly end: string;
  readonly out: string;
}

/** Commands that work on a folder of files and start everything else themselves. */
export function addDataCommands(program: Command): void {
  addReport(program);
  addExplain(program);
  addGenerate(program);
}

function addReport(program: Command): void {
  const report = program
    .command('report')
    .description('ingest a folder of CSV files and write its report')
    .requiredOption(
      '--data <folder>',
      'the folder with polls, menu hours and timezones, under any file names',
    )
    .requiredOption('--out <folder>', `the folder to write ${FORMATS.map(reportFileName).join(', ')} to`);
  withDialect(withMethod(report))
    .addOption(new Option('--stores <ids>', 'only these store ids, separated by commas'))
    .addOption(new Option('--formats <list>', `which files to write: ${FORMATS.join(',')} (default: all)`))
    .addOption(
      new Option('--extended', 'more columns in the CSV: unknown, business time, coverage, polls, zone'),
    )
    .addOption(
      new Option(
        '--raw-csv',
        'leave text of the CSV as it is, also what a spreadsheet would run as a formula',
      ),
    )
    .addOption(new Option('--full-table', 'list every store in the PDF'))
    .addOption(new Option('--state <folder>', 'keep ingested data here, so that no file is ingested twice'))
    .action(async (flags: ReportFlags) => {
      const options = reportOptions(flags);
      const { reportCommand } = await import('../commands/report.js');
      const { data: sourceDir, out: outDir, state: stateDir = null } = flags;
      await reportCommand({ settings: dialectSettings(flags), sourceDir, outDir, stateDir, options });
    });
}

function addExplain(program: Command): void {
  const explain = program
    .command('explain')
    .description("show how one store's figures are computed, step by step")
    .argument('<store>', 'the store id')
    .requiredOption('--data <folder>', 'the folder of CSV files');
  withDialect(withMethod(explain))
    .addOption(new Option('--state <folder>', 'keep ingested data here, so that no file is ingested twice'))
    .action(async (storeId: string, flags: ExplainFlags) => {
      const { asOfMicros, method, holdSeconds } = reportOptions(flags);
      const { explainCommand } = await import('../commands/explain.js');
      const { data: sourceDir, state: stateDir = null } = flags;
      await explainCommand({
        settings: dialectSettings(flags),
        sourceDir,
        stateDir,
        storeId,
        asOfMicros,
        method,
        holdSeconds,
      });
    });
}

function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('generate a realistic data set with its true timeline')
    .requiredOption('--out <folder>', 'the folder to write to')
    .option('--stores <number>', 'number of stores', '100')
    .option('--days <number>', 'number of days of polls', '8')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--end <instant>', 'the end of the polls, in UTC', '2023-01-25T00:00:00Z')
    .action(async (flags: GenerateFlags) => {
      const { generateDataSet } = await import('../commands/generate.js');
      const summary = await generateDataSet(flags);
      for (const file of summary.files) process.stdout.write(`${file.name.padEnd(18)} ${file.rows} rows\n`);
      process.stdout.write(
        `${summary.stores} stores, ${summary.from} to ${summary.to}, in ${summary.outDir}\n`,
      );
    });
}

function withDialect(command: Command): Command {
  return command
    .addOption(settingOption('LOOPWATCH_DATE_ORDER'))
    .addOption(settingOption('LOOPWATCH_DAY_NUMBERING'));
}

function dialectSettings({ dateOrder, dayNumbering }: DialectFlags): Settings {
  return settingsFrom({ dateOrder, dayNumbering });
}

function withMethod(command: Command): Command {
  return command
    .addOption(
      new Option('--as-of <instant>', 'the end of the reported time, in UTC (default: the latest poll)'),
    )
    .addOption(
      new Option(
        '--method <name>',
        `how polls become time: ${METHODS.join(' or ')} (default: ${DEFAULT_METHOD})`,
      ),
    )
    .addOption(
      new Option(
        '--hold <duration>',
        'how long a poll counts before and after it, such as 90m or 2h (default: 2h)',
      ),
    );
}

/** Checks the flags by the schema of the API's JSON. @throws LoopwatchError INVALID_INPUT naming the flag. */
function reportOptions(flags: Partial<ReportFlags>): ReportOptions {
  const parsed = reportRequestSchema.safeParse({
    as_of: flags.asOf,
    method: flags.method,
    hold: flags.hold,
    stores: flags.stores?.split(','),
    formats: flags.formats?.split(',').map((format) => format.trim()),
    extended: flags.extended,
    raw_csv: flags.rawCsv,
    full_table: flags.fullTable,
  });
  if (parsed.success) return toReportOptions(parsed.data);
  const [issue] = parsed.error.issues;
  const flag = String(issue?.path[0] ?? 'option').replace('_', '-');
  throw new LoopwatchError('INVALID_INPUT', `--${flag}: ${issue?.message ?? 'cannot be used'}`);
}
