import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** Where queries find reports and the log. */
export interface QueryPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
}
