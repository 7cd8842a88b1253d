import { randomUUID } from 'node:crypto';
import { defineSearchAttributeKey } from '@temporalio/common';
import { REPORT_WORKFLOW, reportWorkflowId, SEARCH_ATTRIBUTES, TASK_QUEUE } from '../contract/names';
import type { ReportOptions } from '../contract/report';
import type { ReportInput } from '../contract/workflow-inputs';
import { formatInstant } from '../domain/instants';
import { noticeTargets } from '../domain/notice-targets';
import type { ReportRecord } from '../store/catalogue';
import type { ApiPorts } from './ports';
import { callTemporal } from './temporal-calls';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, SEARCH_ATTRIBUTES.status.type);
const method = defineSearchAttributeKey(SEARCH_ATTRIBUTES.method.name, SEARCH_ATTRIBUTES.method.type);

type StartPorts = Pick<ApiPorts, 'client' | 'catalogue' | 'clock' | 'logger'>;

interface Asked {
  readonly options: ReportOptions;
  /** As in `ReportInput`. */
  readonly requestedBy: string;
  /** Whom to tell of its end, beside the webhooks. */
  readonly emails?: readonly string[];
  /** A new one where none is given. */
  readonly reportId?: string;
}

/** Starts a report and notes it. @throws LoopwatchError UNAVAILABLE where Temporal does not answer. */
export async function startReport(ports: StartPorts, asked: Asked): Promise<ReportRecord> {
  const { options, requestedBy, reportId = randomUUID(), emails = [] } = asked;
  const notify = noticeTargets(await ports.catalogue.webhooks.all(), emails);
  const input: ReportInput = {
    reportId,
    options,
    requestedMicros: ports.clock(),
    requestedBy,
    ...(notify.length > 0 ? { notify } : {}),
  };
  await callTemporal(ports.client, () =>
    ports.client.workflow.start(REPORT_WORKFLOW, {
      taskQueue: TASK_QUEUE,
      workflowId: reportWorkflowId(input.reportId),
      args: [input],
      // The id is new, so a start that finds it taken is this one, repeated after a lost answer.
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `Uptime report, method ${options.method}`,
      staticDetails: describeOptions(options),
      typedSearchAttributes: [
        { key: status, value: 'Running' },
        { key: method, value: options.method },
      ],
    }),
  );
  const record: ReportRecord = {
    id: input.reportId,
    requestedMicros: input.requestedMicros,
    requestedBy,
    options,
    state: 'Running',
    pins: null,
    files: [],
    storeCount: null,
    pollCount: null,
    message: null,
    finishedMicros: null,
  };
  await ports.catalogue.reports.save(record);
  ports.logger.info({ reportId, workflowId: reportWorkflowId(reportId) }, 'a report was started');
  return record;
}

function describeOptions(options: ReportOptions): string {
  const asOf = options.asOfMicros === null ? 'the latest poll' : formatInstant(options.asOfMicros);
  const stores = options.storeIds === null ? 'every store' : `${options.storeIds.length} stores asked for`;
  return [
    `As of: ${asOf}`,
    `Stores: ${stores}`,
    `Hold: ${options.holdSeconds} s`,
    `Files: ${options.formats.join(', ')}`,
  ]
    .map((line) => `* ${line}`)
    .join('\n');
}
