import type { Computing } from '../computing/tasks';
import type { NoticeSettings } from '../contract/notices';
import type { PollSource } from '../sources/source';
import type { Blobs } from '../store/blobs';
import type { Catalogue } from '../store/catalogue';

/** What the activities work on; handed in once, by the process that starts the worker. */
export interface ActivityPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly computing: Computing;
  /** In how many partitions a report of so many stores is computed: 1 to BUCKETS. */
  readonly partitions: (storeCount: number) => number;
  readonly sources: readonly PollSource[];
  /** How those are told who are to know of a report's end. */
  readonly notices: NoticeSettings;
  /** UTC microseconds. */
  readonly clock: () => number;
}
