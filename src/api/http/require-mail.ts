import { type NoticeTarget, toNamedTargets } from '../../contract/notices';
import { mayGetMail } from '../../domain/report/may-get-mail';
import type { ApiPorts } from '../ports';
import { ApiProblem } from './problem';

/** @throws ApiProblem invalid-input where e-mail is requested that would not be sent */
export async function requireMail(
  { notices: { mail }, catalogue }: Pick<ApiPorts, 'notices' | 'catalogue'>,
  targets: readonly NoticeTarget[],
): Promise<void> {
  const { emails } = toNamedTargets(targets);
  if (emails.length === 0) return;
  if (mail === null)
    throw refused(
      'cannot be used: e-mail is not set up',
      'Set LOOPWATCH_SMTP_URL and LOOPWATCH_MAIL_FROM, also for the worker.',
    );
  const others = emails.filter((address) => !mayGetMail(address, mail.recipients));
  if (others.length > 0 && (await catalogue.keys.exist()))
    throw refused(
      `has addresses that are no recipients of the settings: ${others.join(', ')}`,
      'Add them, or their domain, to LOOPWATCH_MAIL_RECIPIENTS of the API and of the worker.',
    );
}

function refused(fault: string, remedy: string): ApiProblem {
  return new ApiProblem('invalid-input', `notify.emails ${fault}. ${remedy}`, {
    errors: [{ field: 'notify.emails', fault }],
  });
}
