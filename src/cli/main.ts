#!/usr/bin/env node
import { CommanderError } from 'commander';
import { describeError, LoopwatchError } from '../contract/errors';
import { withOwnCall } from './process/own-command';
import { createProgram } from './program';

const USAGE_EXIT_CODE = 2;

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
      return;
    }
    process.stderr.write(`loopwatch: ${withOwnCall(describeError(error))}\n`);
    // A LoopwatchError says all there is to say. Any other error needs its stack.
    if (!(error instanceof LoopwatchError) && error instanceof Error)
      process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

void main();
