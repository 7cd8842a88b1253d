import { LoopwatchError } from '../../contract/errors';

/** A stored file is missing, or has other content than it was written with. */
export class DamagedBlob extends LoopwatchError {
  constructor(
    readonly key: string,
    message: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super('STORAGE_DAMAGED', message, remedy, options);
  }
}

export function changedBlob(key: string, place: string): DamagedBlob {
  return new DamagedBlob(
    key,
    `The stored file ${key} has changed since it was written: ${place} has other content than its SHA-256 says`,
    'Run "loopwatch verify": it names every damaged file, and makes again what it can. Restore the others from the backup.',
  );
}

export function missingBlob(key: string, place: string, options?: ErrorOptions): DamagedBlob {
  return new DamagedBlob(
    key,
    `The stored file ${key} is missing from ${place}`,
    'Run "loopwatch verify": it names every missing file, and makes again what it can. Restore the others from the backup.',
    options,
  );
}
