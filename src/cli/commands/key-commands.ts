import { type Command, Option } from 'commander';
import { loadSettings, type Settings } from '../../config/settings';
import { SCOPES, type Scope } from '../../contract/access';

interface Flags {
  readonly dataDir?: string;
}

interface CreateFlags extends Flags {
  readonly scope: Scope;
  readonly name?: string;
}

/** Commands that say who may call the API. They work beside a running service, which sees it at once. */
export function addKeyCommands(program: Command): void {
  const keys = program
    .command('keys')
    .description('make, list and revoke the API keys that say who may read, trigger and administer');

  withDataDir(keys.command('create').description('make a key, and show it this once'))
    .addOption(
      new Option('--scope <scope>', 'what it allows, each including those before')
        .choices(SCOPES)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--name <name>', 'who or what it is for; reports note who asked by it'))
    .action(async ({ dataDir, scope, name }: CreateFlags) =>
      (await import('./keys.js')).createKeyCommand(settingsOf(dataDir), scope, name),
    );

  withDataDir(keys.command('list').description('show the keys, without their secrets')).action(
    async ({ dataDir }: Flags) => (await import('./keys.js')).listKeysCommand(settingsOf(dataDir)),
  );

  withDataDir(keys.command('revoke').description('let a key in no more').argument('<id>', 'its id')).action(
    async (id: string, { dataDir }: Flags) =>
      (await import('./keys.js')).revokeKeyCommand(settingsOf(dataDir), id),
  );
}

function withDataDir(command: Command): Command {
  return command.addOption(
    new Option('--data-dir <folder>', 'where Loopwatch keeps everything (LOOPWATCH_DATA, ./loopwatch-data)'),
  );
}

function settingsOf(dataDir: string | undefined): Settings {
  return loadSettings({ LOOPWATCH_DATA: dataDir });
}
