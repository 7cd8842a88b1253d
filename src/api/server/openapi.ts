import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { type Operation, scopeOf } from '../http/operation';
import type { ProblemType } from '../http/problem';
import { problemResponses } from '../http/problem-schema';

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

const SCHEMES = ['bearer', 'apiKey', 'session'] as const;

/** The ways to authenticate. */
function registerSchemes(registry: OpenAPIRegistry): void {
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'lw_…',
    description: 'An API key from `loopwatch keys create`. No key is needed until the first one is created.',
  });
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'loopwatch_session',
    description: 'Set by the form at `/login`.',
  });
}

/** Adds the access rules of an operation: the scope it needs, and the answers of a refusal. */
function withAccess(operation: Operation): RouteConfig {
  const { handle: _, scope: __, isWithoutHead: ___, startsReport: ____, isUnlimited, ...config } = operation;
  const scope = scopeOf(operation);
  const refusals: ProblemType[] = [
    ...(scope === 'open' ? [] : (['unauthorized', 'insufficient-scope', 'forbidden'] as const)),
    ...(isUnlimited ? [] : (['too-many-requests'] as const)),
  ];
  const responses = { ...config.responses };
  for (const [status, refusal] of Object.entries(problemResponses(...refusals))) {
    responses[status] = joined(responses[status], refusal);
  }
  // The empty entry: no key is needed before the first one is created.
  const security = scope === 'open' ? [] : [...SCHEMES.map((scheme) => ({ [scheme]: [scope] })), {}];
  return { ...config, security, responses };
}

type Answer = RouteConfig['responses'][string];

/** Joins both descriptions where the operation has its own for this status. */
function joined(own: Answer | undefined, added: Answer): Answer {
  if (!own || !('content' in own) || !('content' in added)) return own ?? added;
  const words = [own, added]
    .flatMap(({ description = '' }) => description.split('; '))
    .map((each) => each.replace(/\.$/, ''));
  return { ...own, description: `${[...new Set(words)].join('; ')}.` };
}
