import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow';
import type { WorkflowInterceptors } from '@temporalio/workflow';

const TRACE_HEADER = '_tracer-data';

/**
 * Spans of a run and of the activities that it schedules, where whoever started it sent a trace along. That stands in the
 * history, so a replay does the same; without it nothing is done, as in the runs of releases that knew no traces.
 */
export function interceptors(): WorkflowInterceptors {
  const inbound = new OpenTelemetryInboundInterceptor();
  const outbound = new OpenTelemetryOutboundInterceptor();
  let isTraced = false;
  return {
    inbound: [
      {
        execute(input, next) {
          isTraced = TRACE_HEADER in input.headers;
          return isTraced ? inbound.execute(input, next) : next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => (isTraced ? outbound.scheduleActivity(input, next) : next(input)),
        continueAsNew: (input, next) => (isTraced ? outbound.continueAsNew(input, next) : next(input)),
      },
    ],
    internals: [new OpenTelemetryInternalsInterceptor()],
  };
}
