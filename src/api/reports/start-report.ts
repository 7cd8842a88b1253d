import { randomUUID } from 'node:crypto';
import { defineSearchAttributeKey } from '@temporalio/common';
import { LoopwatchError } from '../../contract/errors';
import { REPORT_WORKFLOW, reportWorkflowId, SEARCH_ATTRIBUTES, TASK_QUEUE } from '../../contract/names';
import type { ReportOptions } from '../../contract/report';
import type { ReportInput } from '../../contract/workflow-inputs';
import { ConcurrencyLimit } from '../../domain/concurrency-limit';
import { noticeTargets } from '../../domain/report/notice-targets';
import { formatInstant } from '../../domain/time/instants';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { callTemporal } from '../http/temporal-calls';
import type { ApiPorts } from '../ports';

const status = defineSearchAttributeKey(SEARCH_ATTRIBUTES.status.name, SEARCH_ATTRIBUTES.status.type);
const method = defineSearchAttributeKey(SEARCH_ATTRIBUTES.method.name, SEARCH_ATTRIBUTES.method.type);

/** Start 8 at a time: a single-machine server times out on 100 at once. */
const starts = new ConcurrencyLimit(8);
/** A start is worth waiting for: its asker would only ask again. */
const START_LIMIT_MS = 20_000;

export type StartPorts = Pick<ApiPorts, 'client' | 'catalogue' | 'clock' | 'logger'>;

export interface Asked {
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
  const report = newReport(ports, asked);
  await runReport(ports, report, { emails: asked.emails ?? [] });
  await ports.catalogue.reports.save(report);
  return report;
}

type NewReport = ReportRecord & { readonly requestedBy: string };

interface RunWith {
  /** Whom to tell of its end, beside the webhooks. */
  readonly emails: readonly string[];
  /** What the run shall remember. */
  readonly memo?: Readonly<Record<string, string>>;
}

/** Starts the run of a new report. @throws WorkflowExecutionAlreadyStartedError */
export async function runReport(
  { client, catalogue, logger }: StartPorts,
  { id: reportId, options, requestedMicros, requestedBy }: NewReport,
  { emails, memo = {} }: RunWith,
): Promise<void> {
  const notify = noticeTargets(await catalogue.webhooks.all(), emails);
  const input: ReportInput = {
    reportId,
    options,
    requestedMicros,
    requestedBy,
    ...(notify.length > 0 ? { notify } : {}),
  };
  const start = () =>
    client.workflow.start(REPORT_WORKFLOW, {
      taskQueue: TASK_QUEUE,
      workflowId: reportWorkflowId(reportId),
      args: [input],
      // A start that finds the id taken is this one, repeated: after a lost answer, or with the same key.
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      memo,
      staticSummary: `Uptime report, method ${options.method}`,
      staticDetails: describeOptions(options),
      typedSearchAttributes: [
        { key: status, value: 'Running' },
        { key: method, value: options.method },
      ],
    });
  await starts.run(() => callTemporal(client, start, START_LIMIT_MS), {
    limitMillis: START_LIMIT_MS,
    tooLate: tooManyStarts,
  });
  logger.info({ reportId, workflowId: reportWorkflowId(reportId) }, 'a report was started');
}

function tooManyStarts(): LoopwatchError {
  return new LoopwatchError(
    'UNAVAILABLE',
    `More reports are being asked for than Temporal starts within ${START_LIMIT_MS / 1_000} s`,
    'Ask again in a moment, with the same Idempotency-Key where there was one.',
  );
}

/** The record of a report that is about to start. */
export function newReport(
  { clock }: Pick<StartPorts, 'clock'>,
  { options, requestedBy, reportId = randomUUID() }: Asked,
): NewReport {
  return {
    id: reportId,
    requestedMicros: clock(),
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
