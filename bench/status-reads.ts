import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const READS_A_SECOND = 1_000;
const READ_SECONDS = 10;
/** Not counted: people use a service that has run for a while. */
const WARM_SECONDS = 3;
const STATE = /"state":"(\w+)"/;
const AGENT = new Agent({ keepAlive: true, maxSockets: 100 });

export const acceptedSchema = z.object({ report_id: z.string(), state: z.string() });
export type Row = readonly [what: string, value: string];

/** Sends at a fixed rate, whether or not answers come: a slow server must not slow its own test down. */
export async function readStatus(url: string): Promise<readonly Row[]> {
  await sendReads(url, WARM_SECONDS);
  return sendReads(url, READ_SECONDS);
}

async function sendReads(url: string, readSeconds: number): Promise<readonly Row[]> {
  const wanted = READS_A_SECOND * readSeconds;
  const reads: Promise<Read>[] = [];
  const ended = new Set<string>();
  let current = await trigger(url);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  while (reads.length < wanted) {
    while (reads.length < Math.min(wanted, elapsed() * READS_A_SECOND)) {
      const id = current;
      const note = (one: Read) => {
        if (one.state !== 'Running') ended.add(id);
        return one;
      };
      reads.push(readOne(`${url}/api/v1/reports/${id}`).then(note));
    }
    // When a full-size report ends, the next one starts: one is always running.
    if (ended.has(current)) current = await trigger(url);
    await pause(1);
  }
  const results = await Promise.all(reads);
  const seconds = elapsed();
  const millis = results.map((each) => each.millis).sort((a, b) => a - b);
  const at = (share: number) =>
    (millis[Math.min(millis.length - 1, Math.floor(millis.length * share))] ?? 0).toFixed(1);
  return [
    ['status reads answered per second', (results.length / seconds).toFixed(0)],
    ['full-size reports completed meanwhile', String(ended.size)],
    ['status reads of a running report', String(results.filter(({ state }) => state === 'Running').length)],
    ['status read: median, ms', at(0.5)],
    ['status read: 90th percentile, ms', at(0.9)],
    ['status read: 99th percentile, ms', at(0.99)],
    ['status read: slowest, ms', at(1)],
  ];
}

interface Read {
  readonly millis: number;
  readonly state: string;
}

/** Plain `http`: `fetch` would use half a core at this rate. */
function readOne(url: string): Promise<Read> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent: AGENT }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.once('end', () => {
        const millis = performance.now() - startedAt;
        // Cheap parsing: the client shares the machine with the service.
        const state = STATE.exec(body)?.[1];
        if (answer.statusCode === 200 && state) resolve({ millis, state });
        else reject(new Error(`A status read was answered with ${answer.statusCode}: ${body}`));
      });
    });
    sent.once('error', reject);
  });
}

/** Requests a full-size report. @returns its id */
export async function trigger(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/reports`, { method: 'POST' });
  if (answer.status !== 202) throw new Error(`A trigger was answered with ${answer.status}.`);
  return acceptedSchema.parse(await answer.json()).report_id;
}
