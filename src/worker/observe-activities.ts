import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import { z } from 'zod';
import { describeError } from '../contract/errors';
import type { WorkerMetrics } from './worker-metrics';

const NO_WORKFLOW = 'Activities of Loopwatch are parts of its workflows: this one was started alone.';

/** The ids in an activity's argument. */
const subjectSchema = z.object({
  reportId: z.string().optional(),
  ingestion: z.object({ ingestionId: z.string() }).optional(),
});

interface Observers {
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}

/** Logs and measures each attempt of an activity, with the ids of its report or ingestion. Refuses one without a workflow. */
export function observeActivities({ logger, metrics }: Observers): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const { activityType: activity, attempt, workflowExecution } = info;
        const lines = logger.child({
          ...subjectOf(input.args[0]),
          workflowId: workflowExecution?.workflowId,
          activity,
          attempt,
        });
        if (!workflowExecution) throw ApplicationFailure.nonRetryable(NO_WORKFLOW, 'FORBIDDEN');
        const startedAt = performance.now();
        lines.debug('an activity starts');
        try {
          const result = await next(input);
          const seconds = secondsSince(startedAt);
          metrics.stageEnded({ stage: activity, outcome: 'completed', seconds });
          if (activity === 'settle') metrics.reportSettled(input.args[0]);
          lines.info({ seconds }, 'an activity completed');
          return result;
        } catch (error) {
          const seconds = secondsSince(startedAt);
          const outcome = outcomeOf(error);
          metrics.stageEnded({ stage: activity, outcome, seconds });
          if (outcome === 'waiting') lines.debug({ seconds }, 'an activity waits');
          else if (outcome === 'cancelled') lines.info({ seconds }, 'an activity was cancelled');
          else lines.warn({ seconds, reason: describeError(error) }, 'an activity failed');
          throw error;
        }
      },
    },
  });
}

function outcomeOf(error: unknown): 'waiting' | 'cancelled' | 'failed' {
  if (error instanceof ApplicationFailure && error.category === ApplicationFailureCategory.BENIGN)
    return 'waiting';
  return error instanceof CancelledFailure ? 'cancelled' : 'failed';
}

function subjectOf(argument: unknown): { readonly reportId?: string; readonly ingestionId?: string } {
  const { reportId, ingestion } = subjectSchema.safeParse(argument).data ?? {};
  return {
    ...(reportId === undefined ? {} : { reportId }),
    ...(ingestion === undefined ? {} : { ingestionId: ingestion.ingestionId }),
  };
}

function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1_000;
}
