import type { Scope } from '../../contract/access';
import { ApiProblem } from '../http/problem';

export function noKey(): ApiProblem {
  return new ApiProblem(
    'unauthorized',
    'This needs an API key. Send it as Authorization: Bearer lw_…, or sign in at /login.',
    { headers: { 'WWW-Authenticate': 'Bearer realm="Loopwatch"' } },
  );
}

export function wrongKey(): ApiProblem {
  return new ApiProblem(
    'unauthorized',
    'This API key does not exist, has expired or was revoked. `loopwatch keys list` shows the keys in use.',
    { headers: { 'WWW-Authenticate': 'Bearer realm="Loopwatch", error="invalid_token"' } },
  );
}

export function tooSmall(name: string, held: Scope, needed: Scope): ApiProblem {
  return new ApiProblem(
    'insufficient-scope',
    `This needs a key with the scope ${needed}, and "${name}" has ${held}. \`loopwatch keys create --scope ${needed}\` creates one.`,
    {
      headers: {
        'WWW-Authenticate': `Bearer realm="Loopwatch", error="insufficient_scope", scope="${needed}"`,
      },
    },
  );
}
