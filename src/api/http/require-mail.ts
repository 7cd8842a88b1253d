import type { NoticeTarget } from '../../contract/notices';
import type { ApiPorts } from '../ports';
import { ApiProblem } from './problem';

const FAULT = 'cannot be used: e-mail is not set up';

/** @throws ApiProblem invalid-input where e-mail is requested but not set up */
export function requireMail({ notices }: ApiPorts, targets: readonly NoticeTarget[]): void {
  if (notices.mail !== null || targets.every(({ kind }) => kind !== 'email')) return;
  throw new ApiProblem(
    'invalid-input',
    `notify.emails ${FAULT}. Set LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM, also for the worker.`,
    { errors: [{ field: 'notify.emails', fault: FAULT }] },
  );
}
