import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Operation } from '../http/operation';
import type { ApiPorts } from '../ports';
import { httpMetrics } from './metrics-http';
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
