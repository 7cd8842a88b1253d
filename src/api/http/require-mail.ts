import type { ApiPorts } from '../ports';
import { ApiProblem } from './problem';

const FAULT = 'cannot be used: no e-mail is sent from here';

/** @throws ApiProblem invalid-input where e-mail is asked for and none can be sent. */
export function requireMail({ notices }: ApiPorts, emails: readonly string[]): void {
  if (emails.length === 0 || notices.mail !== null) return;
  throw new ApiProblem(
    'invalid-input',
    `notify.emails ${FAULT}. Set LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM, for the worker too.`,
    { errors: [{ field: 'notify.emails', fault: FAULT }] },
  );
}
