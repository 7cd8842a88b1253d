#!/usr/bin/env node
import { CommanderError } from 'commander';
import { diskErrorOf } from '../contract/disk-errors';
import { describeError, LoopwatchError } from '../contract/errors';
import { withOwnCall } from './process/own-command';
import { createProgram } from './program';

const USAGE_EXIT_CODE = 2;

/** What Loopwatch and its children write is for their user alone: docs/security.md. */
const PRIVATE_UMASK = 0o077;

async function main(): Promise<void> {
  process.umask(PRIVATE_UMASK);
  try {
    await createProgram().parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
      return;
    }
    const error = diskErrorOf(thrown) ?? thrown;
    process.stderr.write(`loopwatch: ${withOwnCall(describeError(error))}\n`);
    // A LoopwatchError says all there is to say. Any other error needs its stack.
    if (!(error instanceof LoopwatchError) && error instanceof Error)
      process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

void main();
