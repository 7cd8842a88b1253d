import http from 'node:http';
import https from 'node:https';
import { describeError, LoopwatchError } from '../contract/errors';
import type { WebhookMessage } from './webhook-message';

const ATTEMPT_MILLIS = 15_000;

/** Clouds serve a machine's credentials here: never send to it, whatever the settings allow. */
const METADATA_ADDRESSES = ['169.254.169.254', '::ffff:a9fe:a9fe', 'fd00:ec2::254', '168.63.129.16'];

const ALLOW_IT = 'Register an https address on the internet, or set LOOPWATCH_WEBHOOK_ALLOW_PRIVATE=true.';

export interface PostAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
}

/**
 * Posts a message once. Follows no redirect and does not read the answer's body. Checks the address after the name is
 * resolved: it must not be private unless the settings allow it.
 * @throws LoopwatchError FORBIDDEN for a refused address, UNAVAILABLE where nobody answers.
 */
export async function post(url: string, message: WebhookMessage, allowPrivate: boolean): Promise<PostAnswer> {
  const { protocol, host, href } = new URL(url);
  if (protocol !== 'https:' && !allowPrivate)
    throw refused(`${protocol}//${host} does not use TLS`, ALLOW_IT);
  const { useAgent } = await import('request-filtering-agent');
  const agent = useAgent(href, {
    allowPrivateIPAddress: allowPrivate,
    denyIPAddressList: METADATA_ADDRESSES,
  });
  try {
    return await send(href, message, agent);
  } catch (error) {
    if (isRefusal(error)) {
      throw allowPrivate || isNeverAllowed(error)
        ? refused(`${host} is an address that no setting allows`, 'Register another address.')
        : refused(`${host} is an address of a private network`, ALLOW_IT);
    }
    throw new LoopwatchError('UNAVAILABLE', `${host} does not answer (${reasonOf(error)})`, null, {
      cause: error,
    });
  } finally {
    agent.destroy();
  }
}

function send(url: string, { body, headers }: WebhookMessage, agent: http.Agent): Promise<PostAnswer> {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(ATTEMPT_MILLIS),
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
        response.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The agent's own refusals have no code, only this text. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && !('code' in error) && error.message.includes('is not allowed');
}

function isNeverAllowed({ message }: Error): boolean {
  return METADATA_ADDRESSES.some((address) => message.includes(` ${address}(`));
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
  return code === 'ABORT_ERR' ? `within ${ATTEMPT_MILLIS / 1_000} s` : (code ?? describeError(error));
}

function refused(what: string, remedy: string): LoopwatchError {
  return new LoopwatchError('FORBIDDEN', `No notice is sent: ${what}`, remedy);
}
