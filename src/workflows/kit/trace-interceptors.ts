import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow';
import type { WorkflowInterceptors } from '@temporalio/workflow';

const TRACE_HEADER = '_tracer-data';

/**
 * Makes spans of a run and its activities where the run's start carries a trace header. The history holds the header, so a
 * replay does the same. Runs without the header make no spans, as in releases before tracing.
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
