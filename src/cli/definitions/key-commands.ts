import { type Command, Option } from 'commander';
import { SCOPES, type Scope } from '../../contract/access';
import { type Flags, settingOption, settingsFrom } from './setting-options';

type CreateFlags = Flags & { readonly scope: Scope; readonly name?: string };

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
    .action(async ({ scope, name, ...flags }: CreateFlags) =>
      (await import('../commands/keys.js')).createKeyCommand(settingsFrom(flags), scope, name),
    );

  withDataDir(keys.command('list').description('show the keys, without their secrets')).action(
    async (flags: Flags) => (await import('../commands/keys.js')).listKeysCommand(settingsFrom(flags)),
  );

  withDataDir(keys.command('revoke').description('let a key in no more').argument('<id>', 'its id')).action(
    async (id: string, flags: Flags) =>
      (await import('../commands/keys.js')).revokeKeyCommand(settingsFrom(flags), id),
  );
}

function withDataDir(command: Command): Command {
  return command.addOption(settingOption('LOOPWATCH_DATA'));
}
