import type { Verification } from '../../contract/maintenance';
import { MICROS_PER_DAY } from '../../domain/time/instants';
import type { ActivityPorts } from '../ports';
import { verifyStored } from './verify-stored';

/** Reading a whole bucket each night costs money: a night reads this part of it. */
const NIGHTS_OF_BUCKET = 28;

/** Verifies what is stored: in a folder all of it, of a bucket another part each day. */
export function createVerify(ports: ActivityPorts) {
  return (): Promise<Verification> => {
    const parts = ports.blobs.isLocal ? 1 : NIGHTS_OF_BUCKET;
    const day = Math.floor(ports.clock() / MICROS_PER_DAY);
    return verifyStored(ports, { part: day % parts, parts });
  };
}
