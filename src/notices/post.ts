import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { describeError, LoopwatchError } from '../contract/errors';
import { judgeAddress } from './judge-address';
import type { WebhookMessage } from './webhook-message';

const ATTEMPT_MILLIS = 15_000;

const ALLOW_IT = 'Register an https address on the internet, or set LOOPWATCH_WEBHOOK_ALLOW_PRIVATE=true.';

export interface PostAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
}

/**
 * Posts a message once. Follows no redirect and does not read the answer's body. Judges the very address that is connected
 * to, after its name is resolved: it must not be private unless the settings allow it.
 * @throws LoopwatchError FORBIDDEN for a refused address, UNAVAILABLE where nobody answers.
 */
export async function post(url: string, message: WebhookMessage, allowPrivate: boolean): Promise<PostAnswer> {
  const { protocol, host, hostname, href } = new URL(url);
  if (protocol !== 'https:' && !allowPrivate)
    throw refused(`${protocol}//${host} does not use TLS`, ALLOW_IT);
  const requireAllowed = (address: string) => {
    const kind = judgeAddress(address);
    if (kind === 'never')
      throw refused(`${host} is an address that no setting allows`, 'Register another address.');
    if (kind === 'private' && !allowPrivate)
      throw refused(`${host} is an address of a private network`, ALLOW_IT);
  };
  const literal = hostname.replace(/^\[|\]$/g, '');
  // No name is looked up for it.
  if (isIP(literal) !== 0) requireAllowed(literal);
  try {
    return await send(href, message, judgedLookup(requireAllowed));
  } catch (error) {
    if (error instanceof LoopwatchError) throw error;
    throw new LoopwatchError('UNAVAILABLE', `${host} does not answer (${reasonOf(error)})`, null, {
      cause: error,
    });
  }
}

/** Looks a name up as Node.js does, and refuses it where one of its addresses is refused. */
function judgedLookup(requireAllowed: (address: string) => void): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, options, (error, found, family) => {
      if (error) return done(error, found, family);
      try {
        for (const each of Array.isArray(found) ? found : [{ address: found }]) requireAllowed(each.address);
      } catch (refusal) {
        return done(refusal instanceof Error ? refusal : new Error(String(refusal)), '');
      }
      done(null, found, family);
    });
  };
}

function send(
  url: string,
  { body, headers }: WebhookMessage,
  lookupAllowed: LookupFunction,
): Promise<PostAnswer> {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        // A connection of its own: a kept one would not be judged again.
        agent: false,
        lookup: lookupAllowed,
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

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
  return code === 'ABORT_ERR' ? `within ${ATTEMPT_MILLIS / 1_000} s` : (code ?? describeError(error));
}

function refused(what: string, remedy: string): LoopwatchError {
  return new LoopwatchError('FORBIDDEN', `No notice is sent: ${what}`, remedy);
}
