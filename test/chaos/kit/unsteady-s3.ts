import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { serveLocally } from '../../support/peers/serve-locally';

export const S3_FAULTS = [
  'error 500',
  'error 503',
  /** The request does not arrive. */
  'reset',
  /** The request is carried out, and its answer is lost. */
  'answer lost',
  'half an answer',
  /** For longer than the SDK tries. */
  'outage',
  /** The SDK waits for a minute: in the full set alone. */
  'no answer',
] as const;
export type S3Fault = (typeof S3_FAULTS)[number];

const OUTAGE_REQUESTS = 12;

export interface UnsteadyS3 {
  readonly url: string;
  /** The request that has this number from now on meets the fault. */
  failAt(number: number, fault: S3Fault): void;
  /** Ends a fault, and gives the number of requests since the last call. */
  heal(): number;
  close(): Promise<void>;
}

/** A proxy before the S3 server of the tests. */
export async function startUnsteadyS3(target: string): Promise<UnsteadyS3> {
  const { hostname, port } = new URL(target);
  let requests = 0;
  let plan: { readonly at: number; readonly fault: S3Fault } | null = null;
  const faultOf = (number: number): S3Fault | null => {
    if (!plan || number < plan.at) return null;
    const last = plan.fault === 'outage' ? plan.at + OUTAGE_REQUESTS : plan.at;
    return number <= last ? plan.fault : null;
  };
  const server = createServer((req, res) => {
    requests++;
    const fault = faultOf(requests);
    if (fault === 'no answer') return;
    if (fault === 'reset') return void req.socket.destroy();
    if (fault === 'error 500') return refuse(req, res, 500, 'InternalError');
    if (fault === 'error 503' || fault === 'outage') return refuse(req, res, 503, 'SlowDown');
    const { url: path, method, headers } = req;
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      if (fault === 'answer lost') {
        answer.resume();
        return void answer.on('end', () => req.socket.destroy());
      }
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      if (fault !== 'half an answer') return void answer.pipe(res);
      answer.once('data', (chunk: Buffer) => {
        res.write(chunk.subarray(0, chunk.length / 2), () => req.socket.destroy());
      });
      answer.on('end', () => res.end());
    });
    onward.on('error', () => req.socket.destroy());
    req.pipe(onward);
  });
  const { url, close } = await serveLocally(server);
  return {
    url,
    failAt(number, fault) {
      plan = { at: requests + number, fault };
    },
    heal() {
      const since = requests;
      plan = null;
      requests = 0;
      return since;
    },
    close,
  };
}

function refuse(req: IncomingMessage, res: ServerResponse, status: number, code: string): void {
  req.resume();
  req.on('end', () => {
    res.writeHead(status, { 'content-type': 'application/xml' });
    res.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>chaos</Message></Error>`);
  });
}
