import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Operation } from '../http/operation';
import { routePattern } from '../http/route-pattern';
import type { ApiPorts } from '../ports';
import { stateMetrics } from './metrics-state';
import type { Readiness } from './readiness';

export interface Metrics {
  /** Measures every request. */
  readonly measure: RequestHandler;
  readonly operation: Operation;
}

/** The figures for monitoring, in Prometheus's text format. */
export function createMetrics(ports: ApiPorts, readiness: Readiness): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const refresh = stateMetrics(registry, ports, readiness);
  return {
    measure: httpMetrics(registry),
    operation: {
      method: 'get',
      path: '/metrics',
      summary: "Figures for monitoring, in Prometheus's text format",
      tags: ['Health'],
      responses: {
        200: {
          description: 'docs/operations.md tells what each means.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
      },
      handle: async (_req, res) => {
        await refresh();
        const text = await registry.metrics();
        res.set({ 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).send(text);
      },
    },
  };
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Measures each request, from its headers to the end of its answer. */
function httpMetrics(registry: Registry): RequestHandler {
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
