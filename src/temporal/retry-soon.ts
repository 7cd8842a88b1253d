import {
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';

const LONGEST_WAIT_MS = 1_000;

/** The client's own retries, with shorter waits: a person asks, and a server that comes back is found at once. */
export function retrySoon(): NonNullable<ConnectionOptions['interceptors']> {
  const usual = defaultGrpcRetryOptions();
  return [
    makeGrpcRetryInterceptor({
      ...usual,
      delayFunction: (attempt, status) => Math.min(LONGEST_WAIT_MS, usual.delayFunction(attempt, status)),
    }),
  ];
}
