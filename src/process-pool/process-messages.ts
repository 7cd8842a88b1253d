import { z } from 'zod';
import type { TaskOutcome } from '../thread-pool/task-runner';

/** A process writes it to its standard error before it ends itself for its memory. */
export const MEMORY_MARK = '\nloopwatch: more memory than allowed\n';

/** What a process sends to its parent. */
export type ProcessMessage = 'ready' | ProcessAnswer;

export interface ProcessAnswer {
  /** A `TaskOutcome`. */
  readonly outcome: unknown;
  /** What it holds after the task. */
  readonly rssBytes: number;
}

const answerSchema = z.object({ outcome: z.unknown(), rssBytes: z.number() });

export function readProcessMessage(message: unknown): ProcessMessage {
  return message === 'ready' ? message : answerSchema.parse(message);
}

/** Checks the kind of outcome. What a task has done is of the type that it has on the other side: one build makes both. */
export function readTaskOutcome<O>(outcome: unknown): TaskOutcome<O> {
  return z.custom<TaskOutcome<O>>(isOutcome).parse(outcome);
}

function isOutcome(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && ('done' in value || 'failed' in value || 'threw' in value)
  );
}
