import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { NoticeSettings } from '../contract/notices';
import type { Queries } from '../queries/queries';
import type { Blobs } from '../storage/blobs/blobs';
import type { Catalogue } from '../storage/catalogue/catalogue';

/** What the API works on; handed in once, by the process that serves it. */
export interface ApiPorts {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly blobs: Blobs;
  readonly reading: Queries;
  /** Whether notices can be sent as a request asks for. */
  readonly notices: NoticeSettings;
  /** UTC microseconds. */
  readonly clock: () => number;
  readonly logger: Logger;
  /** Where the Temporal Web UI is, without a slash at its end; null: there is none. */
  readonly temporalUiUrl: string | null;
  readonly namespace: string;
  /** Aborted when the server is to stop: streams and waits then end. */
  readonly stopping: AbortSignal;
}
