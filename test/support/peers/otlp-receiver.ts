import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { z } from 'zod';

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
});
const bodySchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: z.unknown() })) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});
/** The OTLP message definitions of the exporter. */
const rootSchema = z.object({
  opentelemetry: z.object({
    proto: z.object({
      collector: z.object({
        trace: z.object({
          v1: z.object({
            ExportTraceServiceRequest: z.custom<{
              decode(bytes: Uint8Array): unknown;
              toObject(message: unknown, options: object): unknown;
            }>(),
          }),
        }),
      }),
    }),
  }),
});

export interface ReceivedSpan extends z.output<typeof spanSchema> {
  readonly service: string;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  stop(): Promise<void>;
}

/** Receives traces by OTLP over HTTP, like a collector. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      if (req.url === '/v1/traces') spans.push(...decode(Buffer.concat(chunks)));
      res.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function decode(bytes: Buffer): ReceivedSpan[] {
  const root = rootSchema.parse(
    createRequire(__filename)('@opentelemetry/otlp-transformer/build/src/generated/root'),
  );
  const { ExportTraceServiceRequest: type } = root.opentelemetry.proto.collector.trace.v1;
  const body = bodySchema.parse(type.toObject(type.decode(bytes), { bytes: String, arrays: true }));
  return body.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = JSON.stringify(resource.attributes.find(({ key }) => key === 'service.name')?.value);
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
  });
}
