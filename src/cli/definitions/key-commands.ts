import { type Command, InvalidArgumentError, Option } from 'commander';
import { SCOPES, type Scope } from '../../contract/access';
import { type Flags, settingOption, settingsFrom } from './setting-options';

type CreateFlags = Flags & { readonly scope: Scope; readonly name?: string; readonly expires?: number };

const MAX_DAYS = 3_650;

/** Commands for API keys. A running service sees their changes at once. */
export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('create, list and revoke API keys');

  withDataDir(keys.command('create').description('create a key and show it this one time'))
    .addOption(
      new Option('--scope <scope>', 'what the key allows; each scope includes those before it')
        .choices(SCOPES)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--name <name>', 'who or what the key is for; reports note it as their requester'))
    .addOption(new Option('--expires <days>', 'refuse the key after that many days').argParser(wholeDays))
    .action(async ({ scope, name, expires: expiresInDays, ...flags }: CreateFlags) =>
      (await import('../commands/keys.js')).createKeyCommand(settingsFrom(flags), scope, {
        name,
        expiresInDays,
      }),
    );

  withDataDir(keys.command('list').description('show the keys, without their secrets')).action(
    async (flags: Flags) => (await import('../commands/keys.js')).listKeysCommand(settingsFrom(flags)),
  );

  withDataDir(
    keys.command('revoke').description('refuse a key from now on').argument('<id>', 'the id of the key'),
  ).action(async (id: string, flags: Flags) =>
    (await import('../commands/keys.js')).revokeKeyCommand(settingsFrom(flags), id),
  );
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > MAX_DAYS)
    throw new InvalidArgumentError(`It must be a number of days from 1 to ${MAX_DAYS}.`);
  return days;
}

function withDataDir(command: Command): Command {
  return command.addOption(settingOption('LOOPWATCH_DATA'));
}
