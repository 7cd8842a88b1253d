import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { requestedByOf } from './caller';

/** Takes a place among the running reports of a name. @returns a function to call once the report is recorded. */
export type Admit = (name: string) => Promise<() => void>;

/** Who asks for a report. */
export interface Asker {
  /** As in `ReportInput`. */
  readonly requestedBy: string;
  /** @throws ApiProblem too-many-requests */
  readonly admit: Admit;
}

const admissions = new WeakMap<IncomingMessage, Admit>();
const admitAll: Admit = async () => () => undefined;

export function noteAdmission(req: Request, admit: Admit): void {
  admissions.set(req, admit);
}

export function askerOf(req: Request): Asker {
  return { requestedBy: requestedByOf(req), admit: admissions.get(req) ?? admitAll };
}
