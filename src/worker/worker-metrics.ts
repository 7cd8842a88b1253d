import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import { REPORT_STATES } from '../contract/report';
import { MICROS_PER_SECOND } from '../domain/time/instants';

const STAGE_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const REPORT_SECONDS = [0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 3_600];

const settledSchema = z.object({ requestedMicros: z.number(), state: z.enum(REPORT_STATES) });

export interface WorkerMetrics {
  /** Prometheus's text format. */
  text(): Promise<string>;
  readonly contentType: string;
  stageEnded(stage: {
    readonly stage: string;
    readonly outcome: 'completed' | 'failed' | 'cancelled' | 'waiting';
    readonly seconds: number;
  }): void;
  /** @param request the argument of the activity `settle`. */
  reportSettled(request: unknown): void;
}

/** The metrics of one worker process. @param clock UTC microseconds. */
export function createWorkerMetrics(clock: () => number): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const stages = new Histogram({
    name: 'loopwatch_stage_duration_seconds',
    help: 'Duration of each attempt of an activity, by activity and outcome.',
    labelNames: ['stage', 'outcome'],
    buckets: STAGE_SECONDS,
    registers: [registry],
  });
  const reports = new Histogram({
    name: 'loopwatch_report_duration_seconds',
    help: 'Time from the request of a report to its end, by final state.',
    labelNames: ['state'],
    buckets: REPORT_SECONDS,
    registers: [registry],
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stageEnded: ({ stage, outcome, seconds }) => stages.observe({ stage, outcome }, seconds),
    reportSettled(request) {
      const { success, data } = settledSchema.safeParse(request);
      if (!success) return;
      const seconds = (clock() - data.requestedMicros) / MICROS_PER_SECOND;
      reports.observe({ state: data.state.toLowerCase() }, seconds);
    },
  };
}
