import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { Operation } from '../http/operation';
import { registerSchemes, withAccess } from './describe-access';

const VERSION = '1.0.0';

/** The OpenAPI 3.1 document, made from the schemas that check the input. */
export function describeApi(operations: readonly Operation[]) {
  const registry = new OpenAPIRegistry();
  registerSchemes(registry);
  for (const operation of operations) registry.registerPath(withAccess(operation));
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
