import { createConnection } from 'node:net';
import type { Settings } from '../../config/settings';
import { unknownVariables } from '../../config/unknown-variables';
import { describeError, LoopwatchError } from '../../contract/errors';
import { hasCatalogue, lookAtCatalogue } from '../../storage/sql/open-catalogue';
import { accessOf } from '../process/access';
import { type Finding, ok, problem, warning } from './finding';

const ANSWER_MILLIS = 5_000;
const PORTS: Readonly<Record<string, number>> = { 'smtp:': 25, 'smtps:': 465 };
const NO_KEYS = { exist: async () => false };

/** Settings that contradict each other, or what they name. */
export async function checkSettings(settings: Settings): Promise<Finding[]> {
  return [
    ...unknownVariables(settings.environment).map((words) =>
      warning(words, 'Correct its name, or unset it. docs/operations.md lists every setting.'),
    ),
    ...(await checkAccess(settings)),
    ...(await checkMail(settings)),
  ];
}

/** Whether `start` and `api` would refuse to serve other machines. */
async function checkAccess(settings: Settings): Promise<Finding[]> {
  try {
    const access = await readAccess(settings);
    if (!access) return [];
    return [
      ok(
        access.isExposed
          ? `The API listens on ${settings.host}, and there are API keys`
          : 'Only this machine can call the API',
      ),
    ];
  } catch (error) {
    if (error instanceof LoopwatchError) return [problem(error.message, error.remedy ?? 'Make an API key.')];
    return [problem(`The API keys cannot be read: ${describeError(error)}`, 'See the data folder below.')];
  }
}

/** null: the catalogue is one of an earlier release, which has a finding of its own. */
async function readAccess(settings: Settings) {
  if (!(await hasCatalogue(settings.catalogueUrl))) return accessOf(settings, { keys: NO_KEYS });
  const catalogue = await lookAtCatalogue(settings.catalogueUrl);
  if (!catalogue) return null;
  try {
    return await accessOf(settings, catalogue);
  } finally {
    await catalogue.close();
  }
}

async function checkMail({ values }: Settings): Promise<Finding[]> {
  const { LOOPWATCH_SMTP_URL: url, LOOPWATCH_MAIL_FROM: from } = values;
  if (!url && !from) return [];
  const half = (missing: string, set: string) =>
    problem(`${set} is set without ${missing}: no mail is sent`, `Set ${missing} too, or unset ${set}.`);
  if (!url) return [half('LOOPWATCH_SMTP_URL', 'LOOPWATCH_MAIL_FROM')];
  return [
    ...(from ? [] : [half('LOOPWATCH_MAIL_FROM', 'LOOPWATCH_SMTP_URL')]),
    await checkMailServer(new URL(url)),
  ];
}

/** Whether something answers at the address. It sends nothing. */
async function checkMailServer({ hostname, port, protocol }: URL): Promise<Finding> {
  const place = `${hostname}:${port || PORTS[protocol]}`;
  const socket = createConnection({ host: hostname, port: Number(port || PORTS[protocol]) });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(ANSWER_MILLIS, () =>
        reject(new Error(`no answer within ${ANSWER_MILLIS / 1_000} s`)),
      );
      socket.once('error', reject);
      // A server without TLS greets first; with TLS, the client begins.
      socket.once(protocol === 'smtps:' ? 'connect' : 'data', () => resolve());
      socket.once('close', () => reject(new Error('it closed the connection')));
    });
    return ok(`The mail server ${place} answers`);
  } catch (error) {
    const remedy = 'Check LOOPWATCH_SMTP_URL, and that this machine may reach the mail server.';
    return problem(`The mail server ${place} does not answer: ${describeError(error)}`, remedy);
  } finally {
    socket.destroy();
  }
}
