import { Command } from 'commander';
import { addDataCommands } from './definitions/data-commands';
import { addKeyCommands } from './definitions/key-commands';
import { addRoleCommands } from './definitions/role-commands';
import { packageVersion } from './process/package-version';

/** The command line; its errors are thrown, for `main` to tell. */
export function createProgram(): Command {
  const program = new Command('loopwatch')
    .description('How long was each store up and down within its business hours? Polls in, a report out.')
    .version(packageVersion())
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
  addRoleCommands(program);
  addKeyCommands(program);
  addDataCommands(program);
  return program;
}
