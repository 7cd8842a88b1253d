import type { Request, Response } from 'express';
import { z } from 'zod';
import { MICROS_PER_HOUR } from '../../../domain/time/instants';
import { isSameHash, newToken, readToken } from '../../../storage/catalogue/tokens';
import { wrongKey } from '../../access/access-problems';
import { findKey } from '../../access/credentials';
import type { KeysNeeded } from '../../access/guard';
import { localPath } from '../../access/local-path';
import type { RateLimits } from '../../access/rate-limits';
import {
  clearSessionCookie,
  SESSION_HOURS,
  sessionCookieOf,
  setSessionCookie,
} from '../../access/session-cookie';
import type { Operation } from '../../http/operation';
import { readBody, readInput } from '../../http/read-input';
import { wantsHtml } from '../../http/wants-html';
import type { ApiPorts } from '../../ports';
import { type Html, html } from '../parts/html';
import { sendPage } from '../parts/page-layout';

const FORM = 'application/x-www-form-urlencoded';

const WRONG_KEY =
  'This API key does not exist, has expired or was revoked. Ask the person who runs Loopwatch for another.';

const nextSchema = z.string().max(2_000).default('/').transform(localPath);
const querySchema = z.object({ next: nextSchema });
const bodySchema = z.strictObject({ key: z.string().trim().min(1).max(200), next: nextSchema });

/** Signs a person in and out in a browser. */
export function loginOperations(
  ports: ApiPorts,
  limits: RateLimits,
  areNeeded: KeysNeeded,
): readonly Operation[] {
  const show = (res: Response, next: string, error: string | null = null) =>
    sendPage(res.set('Cache-Control', 'no-store'), {
      title: 'Sign in',
      main: loginPage(next, error),
      temporalUiUrl: ports.temporalUiUrl,
    });
  return [
    {
      method: 'get',
      path: '/login',
      scope: 'open',
      responses: {},
      handle: async (req, res) => {
        const { next } = readInput(querySchema, req.query);
        if (!(await areNeeded())) return res.redirect(303, next);
        show(res, next);
      },
    },
    {
      method: 'post',
      path: '/login',
      scope: 'open',
      responses: {},
      handle: async (req, res) => {
        const { key: text, next } = readBody(bodySchema, req, [FORM]);
        const key = await findKey(ports, text);
        if (key) {
          await openSession(ports, req, res, key.id);
          return res.set('Cache-Control', 'no-store').redirect(303, next);
        }
        await count(limits.wrongKeys, req, res);
        if (!wantsHtml(req)) throw wrongKey();
        show(res.status(401), next, WRONG_KEY);
      },
    },
    {
      method: 'post',
      path: '/logout',
      scope: 'open',
      responses: {},
      handle: async (req, res) => {
        const token = readToken('lws', sessionCookieOf(req) ?? '');
        const session = token && (await ports.catalogue.sessions.get(token.id));
        if (token && session && isSameHash(session.hash, token.hash))
          await ports.catalogue.sessions.close(token.id);
        clearSessionCookie(req, res);
        res.set('Cache-Control', 'no-store').redirect(303, '/login');
      },
    },
  ];
}

async function openSession(ports: ApiPorts, req: Request, res: Response, keyId: string): Promise<void> {
  const { id, hash, text } = newToken('lws');
  const now = ports.clock();
  await ports.catalogue.sessions.open({
    id,
    keyId,
    hash,
    createdMicros: now,
    expiresMicros: now + SESSION_HOURS * MICROS_PER_HOUR,
  });
  setSessionCookie(req, res, text);
}

/** @throws ApiProblem too-many-requests */
function count(limit: RateLimits['wrongKeys'], req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void limit(req, res, (error) => (error ? reject(error) : resolve()));
  });
}

/** The form to sign in with a key. It needs no script. */
function loginPage(next: string, error: string | null): Html {
  return html`<section class="card narrow">
<h1>Sign in</h1>
<form method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<div class="field">
<label for="key">API key</label>
<input id="key" name="key" type="password" required autofocus autocomplete="current-password" spellcheck="false" aria-describedby="key-hint key-error"${error === null ? null : html` aria-invalid="true"`}>
<p class="hint" id="key-hint">It starts with lw_. The person who runs Loopwatch creates it with <code>loopwatch keys create</code>.</p>
<p class="error" id="key-error" role="alert">${error}</p>
</div>
<button class="button" type="submit">Sign in</button>
</form>
</section>`;
}
