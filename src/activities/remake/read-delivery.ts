import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../contract/file-reading';
import type { ValidatedFile } from '../../contract/inputs';
import type { NewFileState } from '../../storage/catalogue/file-catalogue';
import { type FindDelivery, openDelivery } from '../../storage/deliveries/open-delivery';
import { validateFile } from '../ingest/validate';
import type { ActivityPorts } from '../ports';

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;

/**
 * Reads a delivered file once more, as it was read first, and removes what it wrote after `use`.
 * @throws LoopwatchError STORAGE_DAMAGED where the delivery is not complete
 */
export async function withDelivery<T>(
  ports: Ports,
  file: NewFileState,
  delivery: Delivery,
  find: FindDelivery,
  use: (validated: ValidatedFile) => Promise<T>,
): Promise<T> {
  const folder = `incoming/remake-${randomUUID()}`;
  const { blobs } = ports;
  const { sourceId, fileId, name, fingerprint } = file;
  const { sizeBytes, sha256, sheet, resumeFrom, isSeenAgain, reading } = delivery;
  try {
    const key = `${folder}/file`;
    await blobs.write(key, (path) => openDelivery(blobs, delivery, find, path));
    const source = { sourceId, fileId, name, fingerprint, sizeBytes, ...(sheet === null ? {} : { sheet }) };
    const fetched = { file: source, key, sizeBytes, sha256, resumeFrom, isSeenAgain, unchanged: false };
    const validated = await validateFile(ports, fetched, reading, 'remake');
    if (validated.quarantineKey !== null) await blobs.remove(validated.quarantineKey);
    return await use(validated);
  } finally {
    await blobs.removeFolder(folder);
  }
}
