import type { PollSource } from '../sources/source';
import type { Blobs } from '../store/blobs';
import type { Catalogue } from '../store/catalogue';

/** What the activities work on; handed in once, by the process that starts the worker. */
export interface ActivityPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly sources: readonly PollSource[];
  /** UTC microseconds. */
  readonly clock: () => number;
}
