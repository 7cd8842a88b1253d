import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const ROOT = path.resolve(__dirname, '../..');

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** The part of a service that the tests read. The schema of the specification checks the rest. */
const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  user: z.string(),
  read_only: z.boolean().default(false),
  privileged: z.boolean().default(false),
  cap_add: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.string(),
  network_mode: z.string().optional(),
  networks: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), scalar).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .object({ test: z.array(z.string()).optional(), disable: z.boolean().default(false) })
    .optional(),
  volumes: z
    .array(z.union([z.string(), z.object({ source: z.string().optional(), target: z.string() })]))
    .default([]),
  deploy: z.object({
    resources: z.object({ limits: z.object({ cpus: scalar, memory: scalar, pids: scalar }) }),
  }),
});

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeService = z.output<typeof serviceSchema>;

/** A use of a variable: `${NAME}`, `${NAME:-default}` or `${NAME:?error message}`. */
export interface VariableUse {
  readonly name: string;
  readonly isRequired: boolean;
  /** null: no default. */
  readonly fallback: string | null;
}

const USE = /\$\{([A-Z][A-Z0-9_]*)(?::(-|\?)([^}]*))?\}/g;

const composeText = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');

export function variableUses(): VariableUse[] {
  return [...composeText.matchAll(USE)].map(([, name = '', operator, rest = '']) => ({
    name,
    isRequired: operator === '?',
    fallback: operator === '-' ? rest : null,
  }));
}

/** The file as compose reads it with these variables. @throws Error naming a missing required variable. */
export function composeDocument(variables: Readonly<Record<string, string>>): unknown {
  return interpolate(parse(composeText, { merge: true }), variables);
}

/** Like compose, substitutes in values only and after parsing: an empty value stays a string. */
function interpolate(node: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string') {
    return node.replaceAll(USE, (_use, name: string, operator?: string, rest = '') => {
      const value = variables[name] ?? '';
      if (value !== '' || operator === undefined) return value;
      if (operator === '-') return rest;
      throw new Error(`required variable ${name} is missing a value: ${rest}`);
    });
  }
  if (Array.isArray(node)) return node.map((item) => interpolate(item, variables));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, interpolate(item, variables)]));
}

export function readCompose(variables: Readonly<Record<string, string>>): z.output<typeof composeSchema> {
  return composeSchema.parse(composeDocument(variables));
}

/** The variables of `.env.example`, unchanged. */
export function exampleVariables(): Record<string, string> {
  const lines = readFileSync(path.join(ROOT, '.env.example'), 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
      return name ? [[name, value]] : [];
    }),
  );
}

/** The variables of `.env.example`, with all required values. */
export function filledVariables(): Record<string, string> {
  const secrets = [
    'POSTGRES_PASSWORD',
    'TEMPORAL_DB_PASSWORD',
    'LOOPWATCH_DB_PASSWORD',
    'S3_ACCESS_KEY',
    'S3_SECRET_KEY',
  ];
  return {
    ...exampleVariables(),
    ...Object.fromEntries(secrets.map((name) => [name, `${name.toLowerCase().replaceAll('_', '')}secret`])),
    SOURCE_FOLDER: './sample',
  };
}
