import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Delivery } from '../../contract/file-reading';
import { CommitLog } from '../../storage/commits/commit-log';
import type { CommitBody } from '../../storage/commits/commit-schemas';
import { type FindDelivery, openIfKept } from '../../storage/deliveries/open-delivery';
import type { ActivityPorts } from '../ports';

type Ports = Pick<ActivityPorts, 'blobs' | 'computing'>;
type Append = Extract<CommitBody, { type: 'append' }>;

/** A line that gave a poll. */
export interface TracedLine {
  readonly logVersion: number;
  readonly committedMicros: number;
  readonly ingestionId: string;
  readonly sourceId: string;
  readonly name: string;
  readonly line: number;
  readonly raw: string;
}

export interface Trace {
  /** In the order of their ingestion. */
  readonly lines: readonly TracedLine[];
  /** Names of files that may have given it too, and that are not kept. */
  readonly notKept: readonly string[];
}

/** Finds every ingested line that gave a poll of a store at an instant. */
export async function tracePoll(ports: Ports, poll: { storeId: string; atMicros: number }): Promise<Trace> {
  const folder = await ports.blobs.scratchPath(`incoming/trace-${randomUUID()}`);
  const deliveries = new Map<string, Delivery>();
  const [lines, notKept]: [TracedLine[], Set<string>] = [[], new Set()];
  try {
    await mkdir(folder, { recursive: true });
    for await (const { body } of new CommitLog(ports.blobs).all('log')) {
      if (body.type === 'state') for (const { name } of body.state.files) notKept.add(name);
      if (body.type !== 'append') continue;
      const { delivery } = body.file.reading ?? {};
      if (delivery) deliveries.set(delivery.sha256, delivery);
      else notKept.add(body.file.name);
      if (!delivery || !holds(delivery, poll.atMicros)) continue;
      const found = await linesOf(ports, {
        body,
        delivery,
        find: (hash) => deliveries.get(hash) ?? null,
        folder,
        poll,
      });
      if (found === null) notKept.add(body.file.name);
      else lines.push(...found);
    }
    return { lines, notKept: [...notKept] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function holds({ span }: Delivery, atMicros: number): boolean {
  return span !== null && span.fromMicros <= atMicros && atMicros <= span.toMicros;
}

interface Place {
  readonly body: Append;
  readonly delivery: Delivery;
  readonly find: FindDelivery;
  readonly folder: string;
  readonly poll: { readonly storeId: string; readonly atMicros: number };
}

/** @returns null where the delivery is not kept any more */
async function linesOf(
  { blobs, computing }: Ports,
  { body, delivery, find, folder, poll }: Place,
): Promise<readonly TracedLine[] | null> {
  const filePath = path.join(folder, 'file');
  if (!(await openIfKept(blobs, delivery, find, filePath))) return null;
  const { sheet, resumeFrom, reading } = delivery;
  const found = await computing.run('findPollLines', {
    ...poll,
    path: filePath,
    copyPath: `${filePath}.copy`,
    nowMicros: reading.nowMicros,
    dialect: reading,
    resumeFrom,
    sheet,
  });
  const { committedMicros, ingestionId, file } = body;
  const origin = { logVersion: body.expectedVersion + 1, committedMicros, ingestionId };
  return found.map((line) => ({ ...origin, sourceId: file.sourceId, name: file.name, ...line }));
}
