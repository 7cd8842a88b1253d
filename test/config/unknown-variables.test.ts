import { unknownVariables } from '../../src/config/unknown-variables';

it('a misspelt setting is told with the one that was meant', () => {
  expect(
    unknownVariables({
      LOOPWATCH_SOURCES: '/data',
      loopwatch_port: '80',
      LOOPWATCH_SOMETHING_ELSE: '1',
      LOOPWATCH_SOURCE: '/data',
      PATH: '/bin',
    }),
  ).toEqual([
    'LOOPWATCH_SOMETHING_ELSE is unknown and has no effect. No setting has this name.',
    'LOOPWATCH_SOURCES is unknown and has no effect. Did you mean LOOPWATCH_SOURCE?',
    'loopwatch_port is unknown and has no effect. Did you mean LOOPWATCH_PORT?',
  ]);
});
