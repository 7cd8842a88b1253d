import type { Scope } from '../../contract/access';
import { LoopwatchError } from '../../contract/errors';
import { formatInstant } from '../../domain/time/instants';
import type { ApiKey } from '../../storage/catalogue/access-catalogue';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { newToken } from '../../storage/catalogue/tokens';
import { hasCatalogue, openCatalogue } from '../../storage/sql/open-catalogue';
import { nowMicros, type Places } from '../process/open-ports';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;
/** What is noted of who asked where there is no key. */
const TAKEN_NAMES = ['page', 'api'];

const NEW_CATALOGUE =
  'No Loopwatch has used this catalogue. Name the one of your service with --data-dir or LOOPWATCH_CATALOGUE, or start it on this one.';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `loopwatch keys create`: the key alone on the standard output, so that a script can take it; the words beside it. */
export async function createKeyCommand(places: Places, scope: Scope, givenName?: string): Promise<void> {
  const { id, text, hash } = newToken('lw');
  const name = givenName?.trim() ?? `${scope}-${id}`;
  if (!NAME.test(name) || TAKEN_NAMES.includes(name.toLowerCase())) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `A key cannot be named "${name.slice(0, 80)}"`,
      `Use up to 60 letters, digits, spaces and . _ @ -, not ${TAKEN_NAMES.join(' or ')} alone.`,
    );
  }
  const isNew = !(await hasCatalogue(places.catalogueUrl));
  const kept = await withCatalogue(places, async ({ keys, location }) => {
    await keys.create({
      id,
      name,
      scope,
      hash,
      createdMicros: nowMicros(),
      lastUsedMicros: null,
      revokedMicros: null,
    });
    return location;
  });
  say(text);
  process.stderr.write(
    `This is the only time that the key "${name}" (id ${id}, scope ${scope}) is shown: keep it now. It is kept in ${kept}; every request to a Loopwatch on this catalogue needs a key from here on.\n`,
  );
  if (isNew) process.stderr.write(`Warning: ${NEW_CATALOGUE}\n`);
}

export async function listKeysCommand(places: Places): Promise<void> {
  const keys = await withCatalogue(places, (catalogue) => catalogue.keys.all());
  if (keys.length === 0) say('No API keys. `loopwatch keys create --scope read` makes one.');
  const width = Math.max(...keys.map((key) => key.name.length));
  for (const key of keys) {
    const facts = [`lw_${key.id}_…`, key.name.padEnd(width), key.scope.padEnd(7), stateOf(key)];
    say(facts.join('  '));
  }
}

export async function revokeKeyCommand(places: Places, id: string): Promise<void> {
  const key = await withCatalogue(places, ({ keys }) =>
    keys.revoke(id.replace(/^lw_([0-9a-f]{10})(?:_.*)?$/, '$1'), nowMicros()),
  );
  if (!key) {
    throw new LoopwatchError(
      'NOT_FOUND',
      'There is no such key',
      '`loopwatch keys list` shows the ids: the ten characters after lw_.',
    );
  }
  say(`The key "${key.name}" is revoked: neither it nor a browser signed in with it is let in any more.`);
}

function stateOf({ createdMicros, lastUsedMicros, revokedMicros }: ApiKey): string {
  const made = `made ${formatInstant(createdMicros).slice(0, 10)}`;
  if (revokedMicros !== null) return `${made}, revoked ${formatInstant(revokedMicros).slice(0, 10)}`;
  return `${made}, ${lastUsedMicros === null ? 'never used' : `last used ${formatInstant(lastUsedMicros).slice(0, 10)}`}`;
}

async function withCatalogue<T>(places: Places, use: (catalogue: Catalogue) => Promise<T>): Promise<T> {
  const catalogue = await openCatalogue(places.catalogueUrl);
  try {
    return await use(catalogue);
  } finally {
    await catalogue.close();
  }
}
