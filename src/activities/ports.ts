import type { Computing } from '../compute/tasks';
import type { NoticeSettings } from '../contract/notices';
import type { RetentionPolicy } from '../contract/retention';
import type { PollSource } from '../sources/source';
import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** What the activities work on; handed in once, by the process that starts the worker. */
export interface ActivityPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly computing: Computing;
  /** In how many partitions a report of so many stores is computed, and merged segments are split: 1 to BUCKETS. */
  readonly partitions: (storeCount: number) => number;
  readonly sources: readonly PollSource[];
  /** How those are told who are to know of a report's end. */
  readonly notices: NoticeSettings;
  readonly retention: RetentionPolicy;
  /** UTC microseconds. */
  readonly clock: () => number;
}
