import { z } from 'zod';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import type { Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { jsonResponse, problemResponses } from '../http/problem-schema';
import { readBody, readInput } from '../http/read-input';
import { storeIdSchema } from '../http/store-id';
import type { ApiPorts } from '../ports';
import { inputKindParams, inputSchema, readInputBody } from './input-body';

const PATH = '/api/v1/inputs';
const TAGS = ['Inputs'];
const MAX_STORES = 10_000;
/** The catalogue's versions are 32-bit integers. */
const MAX_VERSION = 2_147_483_647;

const inputsSchema = z
  .object({ inputs: z.array(inputSchema) })
  .meta({ id: 'Inputs', description: 'The hours and the timezones that reports use.' });

export type InputsBody = z.output<typeof inputsSchema>;

const heldBodySchema = z.strictObject({
  version: z
    .int()
    .positive()
    .max(MAX_VERSION)
    .optional()
    .meta({ description: 'Only if this one is held back.' }),
});

const lossesBodySchema = z
  .strictObject({
    stores: z.array(storeIdSchema).min(1).max(MAX_STORES).optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ stores, all }) => (stores === undefined) !== (all === undefined), {
    message: 'must have either stores or all',
  })
  .meta({
    description: 'The stores, or `{"all": true}` for all that no file gives any more.',
    minProperties: 1,
    maxProperties: 1,
  });

/** Shows the versions of hours and timezones, and lets a person accept what waits for it. */
export function inputOperations(ports: ApiPorts): readonly Operation[] {
  return [listInputs(ports), acceptHeld(ports), acceptLosses(ports)];
}

function listInputs(ports: ApiPorts): Operation {
  return {
    method: 'get',
    path: PATH,
    summary: 'The versions of hours and timezones that reports use',
    tags: TAGS,
    responses: { 200: jsonResponse('Both inputs.', inputsSchema) },
    handle: async (_req, res) => {
      const inputs = await Promise.all(VERSIONED_KINDS.map((kind) => readInputBody(ports, kind)));
      res.set('Cache-Control', 'no-store').json({ inputs });
    },
  };
}

const CHANGE_PROBLEMS = problemResponses(
  'invalid-input',
  'forbidden',
  'not-found',
  'not-ready',
  'body-too-large',
  'unsupported-media-type',
  'storage-damaged',
  'storage-conflict',
  'unavailable',
);

function acceptHeld(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: `${PATH}/{kind}/accept`,
    scope: 'admin',
    summary: 'Use a version that was held back',
    description: 'Stores that it has lost keep what they had, until their loss is accepted too.',
    tags: TAGS,
    request: {
      params: inputKindParams,
      body: { content: { 'application/json': { schema: heldBodySchema } } },
    },
    responses: { 200: jsonResponse('The input now.', inputSchema), ...CHANGE_PROBLEMS },
    handle: async (req, res) => {
      const { kind } = readInput(inputKindParams, req.params);
      const { version } = readBody(heldBodySchema, req, ['application/json']);
      const newest = await ports.catalogue.inputs.newest(kind);
      const isWanted = newest?.state === 'held' && (version === undefined || version === newest.version);
      const accepted = isWanted ? await ports.catalogue.inputs.accept(kind) : null;
      if (accepted === null) {
        const which =
          version === undefined ? `No version of the ${kind}` : `Version ${version} of the ${kind}`;
        throw new ApiProblem('not-found', `${which} is ${version === undefined ? '' : 'not '}held back.`);
      }
      res.set('Cache-Control', 'no-store').json(await readInputBody(ports, kind));
    },
  };
}

function acceptLosses(ports: ApiPorts): Operation {
  return {
    method: 'post',
    path: `${PATH}/{kind}/accept-losses`,
    scope: 'admin',
    summary: 'Accept that stores have lost their hours or timezones',
    description:
      'A new version no longer keeps what these stores had: without hours they count as open around the clock, without timezone as in America/Chicago.',
    tags: TAGS,
    request: {
      params: inputKindParams,
      body: { content: { 'application/json': { schema: lossesBodySchema } } },
    },
    responses: { 200: jsonResponse('The input now.', inputSchema), ...CHANGE_PROBLEMS },
    handle: async (req, res) => {
      const { kind } = readInput(inputKindParams, req.params);
      const { stores = null } = readBody(lossesBodySchema, req, ['application/json']);
      await ports.reading.acceptLosses({ kind, storeIds: stores, nowMicros: ports.clock() });
      res.set('Cache-Control', 'no-store').json(await readInputBody(ports, kind));
    },
  };
}
