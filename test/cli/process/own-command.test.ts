import { ownCommand, withOwnCommands } from '../../../src/cli/process/own-command';

const HELD = 'Correct the files, or run "loopwatch accept hours" if the version is right.';

it('a command in a message works as printed, however the program was called', () => {
  expect(ownCommand({ npm_lifecycle_event: 'loopwatch' })).toBe('npm run loopwatch --');
  expect(ownCommand({ npm_command: 'exec' })).toBe('npx loopwatch');
  expect(ownCommand({})).toBe('loopwatch');
  expect(withOwnCommands(HELD, '/my state', 'npx loopwatch')).toBe(
    `Correct the files, or run "npx loopwatch accept hours --data-dir '/my state'" if the version is right.`,
  );
});

it('without a state that is kept, it says that a report has to keep one first', () => {
  expect(withOwnCommands(HELD, null, 'loopwatch')).toContain(
    '"loopwatch accept hours --data-dir FOLDER" (after a report with --state FOLDER)',
  );
});
