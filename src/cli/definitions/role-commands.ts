import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadSettings } from '../../config/settings';
import type { AcceptFlags } from '../commands/accept';
import { type Flags, settingOption, settingsFrom } from './setting-options';

/** Commands that run all roles or one of them. They load their modules on use, so that help is fast. */
export function addRoleCommands(program: Command): void {
  const start = program
    .command('start')
    .description('run everything on this machine: Temporal, worker, hourly ingestion, page and API');
  withPorts(withFolders(start)).action(async (flags: Flags) =>
    (await import('../commands/start.js')).startCommand(settingsFrom(flags)),
  );

  withFolders(
    program.command('worker').description('run only a worker, with the Temporal server in use'),
  ).action(async (flags: Flags) =>
    (await import('../commands/worker.js')).workerCommand(settingsFrom(flags)),
  );

  withFolders(program.command('api').description('run only the page and the API'))
    .addOption(settingOption('LOOPWATCH_PORT'))
    .action(async (flags: Flags) => (await import('../commands/api.js')).apiCommand(settingsFrom(flags)));

  withFolders(
    program
      .command('setup')
      .description('prepare what all processes share: catalogue, search attributes, Schedules'),
  )
    .addOption(
      new Option('--wait <seconds>', 'how long to wait for a Temporal server that does not answer yet')
        .argParser(secondsToWait)
        .default(0),
    )
    .action(async ({ wait, ...flags }: Flags & { readonly wait: number }) =>
      (await import('../commands/setup.js')).setupCommand(settingsFrom(flags), wait),
    );

  withTemporal(
    program
      .command('ingest')
      .description('create the Schedules and have the running worker ingest new polls now'),
  ).action(async (flags: Flags) =>
    (await import('../commands/ingest.js')).ingestCommand(settingsFrom(flags)),
  );

  withTemporal(
    program
      .command('maintain')
      .description('have the running worker merge small segments and remove expired data now')
      .option(
        '--yes',
        'also move more than a tenth of the segments to the trash, where nothing refers to them',
      ),
  ).action(async ({ yes = false, ...flags }: Flags & { readonly yes?: boolean }) =>
    (await import('../commands/maintain.js')).maintainCommand(settingsFrom(flags), yes),
  );

  withFolders(
    program
      .command('accept')
      .description('use hours or timezones that were held back, or accept that stores have lost theirs')
      .argument('<kind>', 'hours or timezones')
      .option('--list', 'list the stores that keep what no file gives any more')
      .option('--stores <ids>', 'accept that these stores, separated by commas, have lost theirs')
      .option('--all-stores', 'accept that all the listed stores have lost theirs'),
  ).action(async (kind: string, flags: AcceptFlags, command: Command) =>
    (await import('../commands/accept.js')).acceptCommand(settingsFrom(command.opts<Flags>()), kind, flags),
  );

  program
    .command('demo-google')
    .description('run a stand-in for Google with the sample, to try the ingestion from Drive and Sheets')
    .addOption(new Option('--port <number>', 'its port').default('9090'))
    .action(async (flags: { port: string }) => {
      const { port } = loadSettings({ LOOPWATCH_PORT: flags.port });
      await (await import('../commands/demo-google.js')).demoGoogleCommand(port);
    });

  addStorageCommands(program);
}

/** Commands that look at what is stored, or repair it. */
function addStorageCommands(program: Command): void {
  withFolders(
    program
      .command('rebuild')
      .description('make a lost or damaged catalogue again from the stored files, while no service runs')
      .option('--from-deliveries', 'first make the log and the inputs again from the ingested files'),
  ).action(async ({ fromDeliveries = false, ...flags }: Flags & { readonly fromDeliveries?: boolean }) => {
    const settings = settingsFrom(flags);
    const { rebuildCommand } = await import('../commands/rebuild.js');
    await rebuildCommand(settings, { fromDeliveries: fromDeliveries ? settings.reading : null });
  });

  withFolders(
    program
      .command('verify')
      .description(
        'read everything that is stored, and say what is damaged; it works beside a running service',
      )
      .option('--report <id>', 'only compute this report again, and compare its files'),
  ).action(async ({ report, ...flags }: Flags & { readonly report?: string }) => {
    const { verifyCommand, verifyReportCommand } = await import('../commands/verify.js');
    const settings = settingsFrom(flags);
    await (report === undefined ? verifyCommand(settings) : verifyReportCommand(settings, report));
  });

  withFolders(
    program
      .command('trace')
      .description('name the file and the line that a poll came from')
      .argument('<store>', 'the store id')
      .argument('<instant>', 'when it was polled, in UTC, such as 2023-01-22T12:09:39.388884Z'),
  ).action(async (storeId: string, instant: string, flags: Flags) =>
    (await import('../commands/trace.js')).traceCommand(settingsFrom(flags), storeId, instant),
  );

  const doctor = program.command('doctor').description('check Node, Temporal, storage, sources and settings');
  withPorts(withFolders(doctor))
    .option('--deep', 'also read everything that is stored, like "loopwatch verify"')
    .action(async ({ deep = false, ...flags }: Flags & { readonly deep?: boolean }) => {
      const { doctorCommand } = await import('../commands/doctor.js');
      process.exitCode = await doctorCommand(settingsFrom(flags), { isDeep: deep });
    });
}

function secondsToWait(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It must be a number from 0 to 9999.');
  return Number(text);
}

function withFolders(command: Command): Command {
  return withTemporal(
    command
      .addOption(settingOption('LOOPWATCH_DATA'))
      .addOption(settingOption('LOOPWATCH_SOURCE'))
      .addOption(settingOption('LOOPWATCH_DATE_ORDER'))
      .addOption(settingOption('LOOPWATCH_DAY_NUMBERING')),
  );
}

function withTemporal(command: Command): Command {
  return command.addOption(settingOption('TEMPORAL_ADDRESS'));
}

function withPorts(command: Command): Command {
  return command
    .addOption(settingOption('LOOPWATCH_PORT'))
    .addOption(settingOption('LOOPWATCH_TEMPORAL_PORT'))
    .addOption(settingOption('LOOPWATCH_TEMPORAL_UI_PORT'));
}
