import { diskErrorOf } from '../../contract/disk-errors';
import { isCode } from '../../contract/errors';
import type { Blobs } from './blobs';

/** The same blobs. What the disk refuses is told as such, with the place of the blobs, and not as an error of the system. */
export function withDiskErrors(blobs: Blobs): Blobs {
  return new Proxy(blobs, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args);
        if (isAsyncIterable(result)) return translateSteps(result, target.location);
        return result instanceof Promise ? result.catch(throwTranslated(target.location)) : result;
      };
    },
  });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* translateSteps(steps: AsyncIterable<unknown>, location: string): AsyncGenerator<unknown> {
  try {
    yield* steps;
  } catch (error) {
    throwTranslated(location)(error);
  }
}

function throwTranslated(location: string): (error: unknown) => never {
  return (error) => {
    // A blob that cannot be looked at is not a missing one.
    const cause = isCode(error, 'STORAGE_DAMAGED') ? error.cause : error;
    throw diskErrorOf(cause, location) ?? error;
  };
}
