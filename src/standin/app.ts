import express, { type Express, type Request, type Response } from 'express';
import { type Answer, textAnswer } from './answer';
import type { AccessTokens } from './auth/access-tokens';
import type { ServiceAccount } from './auth/service-account';
import { grantToken } from './auth/token-endpoint';
import { exportFile } from './drive/drive-export';
import { getFile } from './drive/drive-get';
import { listFiles } from './drive/drive-list';
import { faultRefusal } from './faults/fault-refusals';
import type { Fault, Faults } from './faults/faults';
import type { ReadLimiter } from './faults/read-quota';
import { Refusal } from './refusal';
import { type GoogleApi, type SeenRequest, seeRequest } from './request';
import type { RequestLog } from './request-log';
import { sendAnswer } from './send-answer';
import { getSpreadsheet } from './sheets/sheets-get';
import { getValues } from './sheets/sheets-values';
import type { World } from './world';

export interface StandinPorts {
  readonly world: World;
  readonly account: ServiceAccount;
  readonly tokens: AccessTokens;
  readonly faults: Faults;
  readonly reads: ReadLimiter;
  readonly log: RequestLog;
  readonly projectNumber: string;
}

type Handler = (ports: StandinPorts, request: SeenRequest) => Answer;

const BODY_LIMIT = '64kb';

/** Google's token endpoint, Drive v3 and Sheets v4, as far as Loopwatch uses them. */
export function createStandinApp(ports: StandinPorts): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.urlencoded({ limit: BODY_LIMIT, extended: false }));
  const answers = (api: GoogleApi, handler: Handler) => (req: Request, res: Response) =>
    answer(ports, seeRequest(api, req), handler, res);
  app.post('/token', answers('token', token));
  app.get(
    '/drive/v3/files',
    answers('drive', ({ world }, request) => listFiles(world, request)),
  );
  app.get(
    '/drive/v3/files/:fileId',
    answers('drive', ({ world }, request) => getFile(world, request)),
  );
  app.get(
    '/drive/v3/files/:fileId/export',
    answers('drive', ({ world }, request) => exportFile(world, request)),
  );
  app.get('/v4/spreadsheets/:spreadsheetId', answers('sheets', counted(getSpreadsheet)));
  app.get('/v4/spreadsheets/:spreadsheetId/values/:range', answers('sheets', counted(getValues)));
  app.use((req, res) => sendAnswer(res, notHere(req), null));
  return app;
}

async function answer(
  ports: StandinPorts,
  request: SeenRequest,
  handler: Handler,
  res: Response,
): Promise<void> {
  const fault = ports.faults.take(request);
  if (fault?.kind === 'slow') await fault.until;
  const given = makeAnswer(ports, request, handler, fault);
  ports.log.add(request, given.status);
  await sendAnswer(res, given, fault);
}

function makeAnswer(
  ports: StandinPorts,
  request: SeenRequest,
  handler: Handler,
  fault: Fault | null,
): Answer {
  try {
    if (fault) strike(ports, request, fault);
    ports.tokens.check(request, ports.world.clockMs());
    return handler(ports, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function strike({ tokens, world, projectNumber }: StandinPorts, request: SeenRequest, fault: Fault): void {
  if (fault.kind === 'expireTokens') tokens.expireAll();
  if (fault.kind === 'touch') world.touch(request.params.fileId ?? request.params.spreadsheetId ?? '');
  if (fault.kind === 'refuse') {
    const { retryAfterSeconds } = fault;
    const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
    throw faultRefusal(fault.as, request, projectNumber, headers);
  }
}

function token({ account, tokens, world }: StandinPorts, request: SeenRequest): Answer {
  return grantToken({ account, tokens }, request, world.clockMs());
}

function counted(handler: (world: World, request: SeenRequest) => Answer): Handler {
  return ({ reads, world }, request) => {
    reads.count(world.clockMs());
    return handler(world, request);
  };
}

function notHere(req: Request): Answer {
  const text = `The stand-in for Google has nothing at ${req.method} ${req.path}.`;
  return textAnswer(404, 'text/plain; charset=UTF-8', text);
}
