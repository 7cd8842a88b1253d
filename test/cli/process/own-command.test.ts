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

it('other commands need no folder, and a sentence about the program is left as it is', () => {
  const text =
    'Start one: "loopwatch worker", or `loopwatch start`. The folder "loopwatch-data" of loopwatch stays.';
  const called =
    'Start one: "npx loopwatch worker", or `npx loopwatch start`. The folder "loopwatch-data" of loopwatch stays.';
  expect(withOwnCommands(text, '/state', 'npx loopwatch')).toBe(called);
});

it('without a state that is kept, it says that a report has to keep one first', () => {
  expect(withOwnCommands(HELD, null, 'loopwatch')).toContain(
    '"loopwatch accept hours --data-dir FOLDER" (after a report with --state FOLDER)',
  );
});
