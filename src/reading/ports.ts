import type { Blobs } from '../store/blobs';
import type { Catalogue } from '../store/catalogue';

/** Where what is read is found. */
export interface ReadingPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
}
