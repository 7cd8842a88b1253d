import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { NoticeSettings } from '../contract/notices';
import type { Queries } from '../queries/queries';
import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** What the API works with. The process that serves it passes this in once. */
export interface ApiPorts {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly reading: Queries;
  /** Which notices can be sent. */
  readonly notices: NoticeSettings;
  /** UTC microseconds. */
  readonly clock: () => number;
  readonly logger: Logger;
  /** The address of the Temporal Web UI without a slash at the end; null: there is none. */
  readonly temporalUiUrl: string | null;
  readonly namespace: string;
  /** Names of workers that are known to have ended, although Temporal lists them for some time. */
  readonly lostWorkers?: ReadonlySet<string>;
  /** Aborted when the server stops: streams and waits then end. */
  readonly stopping: AbortSignal;
}
