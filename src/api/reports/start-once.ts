import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import { reportWorkflowId } from '../../contract/names';
import { type NoticeTarget, toNamedTargets } from '../../contract/notices';
import type { ReportOptions } from '../../contract/report';
import type { ReportRecord } from '../../storage/catalogue/report-catalogue';
import { callTemporal } from '../../temporal/call-temporal';
import { isRunAlreadyStarted, isRunNotFound } from '../../temporal/run-errors';
import { ApiProblem } from '../http/problem';
import type { ApiPorts } from '../ports';
import { derivedReportId } from './derived-report-id';
import {
  admitted,
  newReportInput,
  type RequestedReport,
  recordStarted,
  type StartPorts,
  startRun,
} from './start-report';

const KEY = /^[\x21-\x7e]{1,255}$/;

export const idempotencyKeySchema = z
  .string()
  .regex(KEY, 'must be 1 to 255 visible ASCII characters, without spaces')
  .optional()
  .describe(
    'Of your own choosing: asked for again with the same key and body, the same report is the answer.',
  );

/** What a run remembers of the request that started it. */
const memoSchema = z.object({ bodyHash: z.string(), attempt: z.string() });

export interface Started {
  readonly report: ReportRecord;
  /** The report was started by an earlier request: how it stands has to be asked. */
  readonly isReplay: boolean;
}

interface KeyedRequest extends Omit<RequestedReport, 'reportId'> {
  readonly key: string;
  /** Whose key it is: another's same key is another request. */
  readonly keyOwner: string;
}

/**
 * Starts a report, or finds the one that the same asker started with the same key. Temporal's workflow ids decide who
 * was first; the catalogue knows those that Temporal has forgotten.
 * @throws ApiProblem idempotency-key-reused, too-many-requests. @throws LoopwatchError UNAVAILABLE
 */
export async function startOnce(
  ports: StartPorts,
  { key, keyOwner, ...asked }: KeyedRequest,
): Promise<Started> {
  const id = derivedReportId('idempotency-key', keyOwner, key);
  const bodyHash = hashOf(asked);
  const recorded = await ports.catalogue.reports.get(id);
  if (recorded) {
    const memo = await readMemo(ports, id);
    if (memo) requireSame(memo.bodyHash, bodyHash);
    else requireSame(hashOf(recorded), hashOf({ options: asked.options }));
    return { report: recorded, isReplay: true };
  }
  return admitted(asked, () => startFirst(ports, { ...asked, reportId: id }, bodyHash));
}

async function startFirst(ports: StartPorts, asked: RequestedReport, bodyHash: string): Promise<Started> {
  const input = await newReportInput(ports, asked);
  const { reportId: id } = input;
  requireSame(hashOf({ options: input.options, targets: input.notify }), bodyHash);
  const memo = { bodyHash, attempt: randomUUID() };
  try {
    await startRun(ports, input, memo);
  } catch (error) {
    if (!isRunAlreadyStarted(error)) throw error;
    if (await ports.catalogue.reports.wasRemoved(id)) throw removed();
    const first = await readMemo(ports, id);
    if (first) requireSame(first.bodyHash, bodyHash);
    return { report: await recordStarted(ports, input), isReplay: true };
  }
  const first = await memoOfAccepted(ports, id, memo);
  if (first) requireSame(first.bodyHash, bodyHash);
  return { report: await recordStarted(ports, input), isReplay: first?.attempt !== memo.attempt };
}

type Memo = z.output<typeof memoSchema>;

/**
 * The memo of a run that Temporal has just accepted, which is an earlier one where the key was used before. If Temporal
 * does not answer now, the run counts as this request's: it was accepted, and a repetition of the request compares again.
 */
async function memoOfAccepted(ports: StartPorts, id: string, own: Memo): Promise<Memo | null> {
  try {
    return await readMemo(ports, id);
  } catch (error) {
    if (!(error instanceof LoopwatchError)) throw error;
    ports.logger.warn({ reportId: id, reason: error.message }, 'the run of a key could not be looked at');
    return own;
  }
}

/** null: Temporal has forgotten the run. */
async function readMemo({ client }: Pick<ApiPorts, 'client'>, id: string): Promise<Memo | null> {
  try {
    const { memo } = await callTemporal(client, () =>
      client.workflow.getHandle(reportWorkflowId(id)).describe(),
    );
    return memoSchema.parse(memo);
  } catch (error) {
    if (isRunNotFound(error)) return null;
    throw error;
  }
}

interface Hashed {
  readonly options: ReportOptions;
  readonly targets?: readonly NoticeTarget[] | undefined;
}

/** Of what was asked for in full, so that a default that is written out is no other request. */
function hashOf({ options, targets = [] }: Hashed): string {
  const { asOfMicros, method, holdSeconds, storeIds, formats, extended, rawCsv, fullTable } = options;
  const emails = [...new Set(toNamedTargets(targets).emails)];
  const facts = [
    asOfMicros,
    method,
    holdSeconds,
    storeIds,
    formats,
    extended,
    fullTable,
    emails,
    ...(rawCsv ? ['raw'] : []),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function removed(): ApiProblem {
  return new ApiProblem(
    'idempotency-key-reused',
    'The report of this Idempotency-Key is past its time and was removed. Choose a new key.',
  );
}

function requireSame(first: string, second: string): void {
  if (first === second) return;
  throw new ApiProblem(
    'idempotency-key-reused',
    'This Idempotency-Key came with another body before. Repeat the request as it was, or choose a new key.',
  );
}
