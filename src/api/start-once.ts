import { createHash, randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { z } from 'zod';
import { reportWorkflowId } from '../contract/names';
import type { ReportOptions } from '../contract/report';
import type { ReportRecord } from '../store/catalogue';
import type { ApiPorts } from './ports';
import { ApiProblem } from './problem';
import { type Asked, newReport, runReport, type StartPorts } from './start-report';
import { callTemporal } from './temporal-calls';

const KEY = /^[\x21-\x7e]{1,255}$/;

export const idempotencyKeySchema = z
  .string()
  .regex(KEY, 'must be 1 to 255 visible ASCII characters, without spaces')
  .optional()
  .describe(
    'Of your own choosing: asked for again with the same key and body, the same report is the answer.',
  );

/** What a run remembers of the request that started it. */
const memoSchema = z.object({ optionsHash: z.string(), attempt: z.string() });

export interface Started {
  readonly report: ReportRecord;
  /** The report was started by an earlier request: how it stands has to be asked. */
  readonly isReplay: boolean;
}

interface KeyedRequest extends Omit<Asked, 'reportId'> {
  readonly key: string;
}

/**
 * Starts a report, or finds the one that the same asker started with the same key. Temporal's workflow ids decide who
 * was first; the catalogue knows those that Temporal has forgotten.
 * @throws ApiProblem idempotency-key-reused. @throws LoopwatchError UNAVAILABLE
 */
export async function startOnce(ports: StartPorts, { key, ...asked }: KeyedRequest): Promise<Started> {
  const id = reportIdOfKey(asked.requestedBy, key);
  const optionsHash = hashOf(asked.options);
  const recorded = await ports.catalogue.reports.get(id);
  if (recorded) {
    requireSame(hashOf(recorded.options), optionsHash);
    return { report: recorded, isReplay: true };
  }
  const report = newReport(ports, { ...asked, reportId: id });
  const attempt = randomUUID();
  try {
    await runReport(ports, report, { optionsHash, attempt });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const first = await readMemo(ports, id);
  requireSame(first.optionsHash, optionsHash);
  await ports.catalogue.reports.save(report);
  return { report, isReplay: first.attempt !== attempt };
}

async function readMemo(
  { client }: Pick<ApiPorts, 'client'>,
  id: string,
): Promise<z.output<typeof memoSchema>> {
  const { memo } = await callTemporal(client, () =>
    client.workflow.getHandle(reportWorkflowId(id)).describe(),
  );
  return memoSchema.parse(memo);
}

/** A version 8 UUID: the same for the same asker and key, in every process. */
function reportIdOfKey(asker: string, key: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([asker, key]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Of what was asked for in full, so that a default that is written out is no other request. */
function hashOf(options: ReportOptions): string {
  const { asOfMicros, method, holdSeconds, storeIds, formats, extended, fullTable } = options;
  const facts = [asOfMicros, method, holdSeconds, storeIds, formats, extended, fullTable];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function requireSame(first: string, second: string): void {
  if (first === second) return;
  throw new ApiProblem(
    'idempotency-key-reused',
    'This Idempotency-Key came with another body before. Repeat the request as it was, or choose a new key.',
  );
}
