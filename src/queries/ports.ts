import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** Where what is read is found. */
export interface QueryPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
}
