import { LoopwatchError } from '../contract/errors';
import type { Tasks } from './task-runner';

export interface Question<I, N extends keyof I> {
  readonly name: N;
  readonly input: I[N];
}

/** An error loses its class between threads, so one that was foreseen passes as its parts. */
export type Outcome<T> =
  | { readonly done: T }
  | { readonly failed: Pick<LoopwatchError, 'code' | 'message' | 'remedy'> };

/** @returns what a thread of a pool runs: it carries one task out. */
export function answerWith<I, O extends Readonly<Record<keyof I, unknown>>>(tasks: Tasks<I, O>) {
  return async <N extends keyof I>({ name, input }: Question<I, N>): Promise<Outcome<O[N]>> => {
    try {
      return { done: await tasks[name](input) };
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      return { failed: { code: error.code, message: error.message, remedy: error.remedy } };
    }
  };
}
