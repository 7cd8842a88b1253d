import { Command } from 'commander';
import { addDataCommands } from './definitions/data-commands';
import { addKeyCommands } from './definitions/key-commands';
import { addRoleCommands } from './definitions/role-commands';
import { packageVersion } from './process/package-version';

/** The command line. It throws its errors for `main` to print. */
export function createProgram(): Command {
  const program = new Command('loopwatch')
    .description('How long was each store up and down within its business hours?')
    .version(packageVersion())
    .showHelpAfterError('(see --help)')
    .exitOverride();
  addRoleCommands(program);
  addKeyCommands(program);
  addDataCommands(program);
  return program;
}
