import type { RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';
import { routePattern } from '../http/route-pattern';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Measures each request, from its headers to the end of its answer. */
export function httpMetrics(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'loopwatch_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const method = METHODS.includes(req.method) ? req.method : 'other';
      const labels = { method, route: routePattern(req), status: String(res.statusCode) };
      seconds.observe(labels, (performance.now() - startedAt) / 1_000);
    });
    next();
  };
}
