import { NoResultError } from 'kysely';
import { ZodError } from 'zod';
import { LoopwatchError } from '../../contract/errors';

/** Maps an error of the database to a LoopwatchError; returns any other error unchanged. */
export type TranslateError = (error: unknown) => unknown;

/** The same object with translated errors. All its methods must be asynchronous. */
export function translateErrors<T extends object>(catalogue: T, translate: TranslateError): T {
  return new Proxy(catalogue, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          throw asDamage(translate(error));
        }
      };
    },
  });
}

/** What the database holds is checked like any other input: if it is not what was written, it is damaged. */
function asDamage(error: unknown): unknown {
  const isUnreadable =
    error instanceof ZodError || error instanceof SyntaxError || error instanceof NoResultError;
  if (!isUnreadable) return error;
  return new LoopwatchError(
    'STORAGE_DAMAGED',
    'The catalogue holds a row that cannot be read',
    'Run "loopwatch doctor". If the catalogue is damaged, restore it and the blobs from one backup: docs/operations.md.',
    { cause: error },
  );
}

/** The error when the database refuses a row because another one was there first. */
export function conflictError(cause: unknown): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_CONFLICT',
    'Another process changed the same rows of the catalogue at the same time',
    null,
    { cause },
  );
}
