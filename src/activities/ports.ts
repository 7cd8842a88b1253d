import type { Computing } from '../compute/tasks';
import type { CellDialect } from '../contract/file-reading';
import type { RetentionPolicy } from '../contract/maintenance';
import type { NoticeSettings } from '../contract/notices';
import type { PollSource } from '../sources/source';
import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** What the activities work on; the worker's process passes it in once. */
export interface ActivityPorts {
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly computing: Computing;
  /** The number of partitions for that many stores, for reports and for merged segments: 1 to BUCKETS. */
  readonly partitions: (storeCount: number) => number;
  readonly sources: readonly PollSource[];
  /** How a source, by its id, writes what can be read in two ways. */
  readonly dialectOf: (sourceId: string) => CellDialect;
  /** Nobody ingests again: a last line without its newline is read at once. */
  readonly ingestsOnce?: boolean;
  /** How notices of a report's end are sent. */
  readonly notices: NoticeSettings;
  readonly retention: RetentionPolicy;
  /** UTC microseconds. */
  readonly clock: () => number;
}
