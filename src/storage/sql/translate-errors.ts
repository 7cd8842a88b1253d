import { LoopwatchError } from '../../contract/errors';

/** Makes of an error the one to throw: of a database's a LoopwatchError, of any other itself. */
export type TranslateError = (error: unknown) => unknown;

/** The same object, whose methods (all of them asynchronous) throw errors in words for their reader. */
export function translateErrors<T extends object>(part: T, translate: TranslateError): T {
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]) => {
        try {
          return await Reflect.apply(member, target, args);
        } catch (error) {
          throw translate(error);
        }
      };
    },
  });
}

/** What it means that a database refuses a row for another that was there first. */
export function conflictError(cause: unknown): LoopwatchError {
  return new LoopwatchError(
    'STORAGE_CONFLICT',
    'Another process changed the same part of the catalogue at the same time',
    null,
    { cause },
  );
}
