import { spawn } from 'node:child_process';
import { RestartBudget } from '../../../src/cli/process/restart-budget';
import { type Part, supervise } from '../../../src/cli/process/supervise';
import { LoopwatchError } from '../../../src/contract/errors';
import { endOf } from '../../../src/temporal/server/process-end';

interface TestPart extends Part {
  kill(): void;
}

/** A process that runs until it is killed. */
function endlessPart(): TestPart {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], { stdio: 'ignore' });
  const ended = endOf(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ended, stop, kill: () => child.kill('SIGKILL') };
}

function harness(startOf: (count: number) => TestPart) {
  const [said, pauses, parts]: [string[], number[], TestPart[]] = [[], [], []];
  const stopping = new AbortController();
  let noteStart: (part: TestPart) => void = () => undefined;
  const options = {
    name: 'The part',
    remedy: 'Look at its log.',
    start: async () => {
      const part = startOf(parts.length);
      parts.push(part);
      noteStart(part);
      return part;
    },
    say: (line: string) => void said.push(line),
    stopping: stopping.signal,
    pause: async (millis: number) => void pauses.push(millis),
  };
  const nextStart = () =>
    new Promise<TestPart>((resolve) => {
      noteStart = resolve;
    });
  return { options, said, pauses, parts, stopping, nextStart };
}

it('a part that ends is started again, and stopped at the end', async () => {
  const { options, said, pauses, parts, stopping, nextStart } = harness(endlessPart);
  const supervised = await supervise(options);
  const again = nextStart();
  supervised.first.kill();
  const second = await again;
  stopping.abort();
  await supervised.stop();
  expect(await second.ended).toEqual({ code: null, signal: 'SIGTERM' });
  expect(parts).toHaveLength(2);
  expect(pauses).toEqual([500]);
  expect(said[0]).toBe('The part has ended (killed by SIGKILL). It is started again in 0.5 s.');
});

it('a part that ends again and again is given up, with how it ended and what to do', async () => {
  const { options, said, pauses } = harness(() => {
    const part = endlessPart();
    part.kill();
    return part;
  });
  const { failed } = await supervise(options);
  await expect(failed).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The part has ended (killed by SIGKILL). That was the 5th time within 5 minutes',
    remedy: 'Look at its log.',
  });
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000]);
  expect(said.at(-1)).toBe('The part runs again.');
});

it('a part that cannot be started again says why, and is given up', async () => {
  const { options, said } = harness((count) => {
    if (count > 0) throw new LoopwatchError('SETUP', 'Port 7233 is in use', 'Stop what uses it.');
    return endlessPart();
  });
  const supervised = await supervise(options);
  supervised.first.kill();
  await expect(supervised.failed).rejects.toThrow(
    'Port 7233 is in use. That was the 5th time within 5 minutes',
  );
  expect(said).toEqual([
    'The part has ended (killed by SIGKILL). It is started again in 0.5 s.',
    ...[1, 2, 4].map((seconds) => `Port 7233 is in use. It is started again in ${seconds} s.`),
  ]);
});

it('nothing is started again once the service stops', async () => {
  const { options, said, parts, stopping } = harness(endlessPart);
  const supervised = await supervise(options);
  stopping.abort();
  supervised.first.kill();
  await supervised.first.ended;
  await supervised.stop();
  expect({ said, starts: parts.length }).toEqual({ said: [], starts: 1 });
});

it('a part that ends rarely is always started again', () => {
  const budget = new RestartBudget();
  for (let minute = 0; minute < 100; minute += 2)
    expect(budget.noteEnd(minute * 60_000)).toBe(minute < 4 ? 500 * 2 ** (minute / 2) : 2_000);
});
