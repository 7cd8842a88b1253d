import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { Operation } from './operation';

const VERSION = '1.0.0';

/** The OpenAPI 3.1 document of the operations, from the schemas that check their input. */
export function describeApi(operations: readonly Operation[]) {
  const registry = new OpenAPIRegistry();
  for (const { handle: _, ...config } of operations) registry.registerPath(config);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Loopwatch',
      version: VERSION,
      description: 'Start uptime reports, follow them and download them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
  });
}
