import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { routePattern } from '../http/route-pattern';

/** Records a span for each request, within the caller's trace. Does nothing where traces are not exported. */
export const serverSpans: RequestHandler = (req, res, next) => {
  const tracer = trace.getTracer('loopwatch-http');
  const parent = propagation.extract(context.active(), req.headers);
  const attributes = { 'http.request.method': req.method, 'url.path': req.path };
  const span = tracer.startSpan(req.method, { kind: SpanKind.SERVER, attributes }, parent);
  if (!span.isRecording()) return next();
  res.once('close', () => {
    const route = routePattern(req);
    span.updateName(`${req.method} ${route}`);
    span.setAttributes({ 'http.route': route, 'http.response.status_code': res.statusCode });
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(parent, span), next);
};
