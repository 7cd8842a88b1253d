import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { LoopwatchError } from '../contract/errors';
import { SEARCH_ATTRIBUTES } from '../contract/names';

/** Temporal's numbers of the search attribute types. */
const INDEXED_VALUE_TYPES = { KEYWORD: 2, INT: 3, DATETIME: 6 } as const;
type SearchAttribute = (typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES];

const MAX_ATTEMPTS = 50;
const ATTEMPT_MILLIS = 100;

/** Registers our search attributes where the namespace lacks them, and waits until they work. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const missing = await missingAttributes(connection, namespace);
  if (missing.length === 0) return;
  await addSearchAttributes(connection, namespace, missing);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if ((await missingAttributes(connection, namespace)).length === 0) return;
    await wait(ATTEMPT_MILLIS);
  }
  throw new LoopwatchError(
    'SETUP',
    `The search attributes of Loopwatch could not be registered in the namespace ${namespace}`,
    'Register them with "temporal operator search-attribute create". docs/operations.md lists them.',
  );
}

/** Adds them without listing the existing ones: the time-skipping test server cannot list them. */
export async function addSearchAttributes(
  connection: Connection,
  namespace: string,
  attributes: readonly SearchAttribute[] = Object.values(SEARCH_ATTRIBUTES),
): Promise<void> {
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(
      attributes.map(({ name, type }) => [name, INDEXED_VALUE_TYPES[type]]),
    ),
  });
}

async function missingAttributes(connection: Connection, namespace: string) {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(SEARCH_ATTRIBUTES).filter(({ name }) => !(name in (customAttributes ?? {})));
}
