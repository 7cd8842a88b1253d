import type { Scope } from '../../contract/access';
import { LoopwatchError } from '../../contract/errors';
import { formatInstant, MICROS_PER_DAY } from '../../domain/time/instants';
import type { ApiKey } from '../../storage/catalogue/access-catalogue';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { newToken } from '../../storage/catalogue/tokens';
import { hasCatalogue, openCatalogue } from '../../storage/sql/open-catalogue';
import { nowMicros, type Places } from '../process/open-ports';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,59}$/u;
/** The requesters that reports note where there is no key. */
const RESERVED_NAMES = ['page', 'api', 'cli'];
const STANDING = /^standing /i;

const NEW_CATALOGUE =
  'No Loopwatch has used this catalogue. Name the catalogue of your service with --data-dir or LOOPWATCH_CATALOGUE, or start the service with this one.';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface KeyOptions {
  readonly name?: string | undefined;
  readonly expiresInDays?: number | undefined;
}

/** `loopwatch keys create`: prints only the key on the standard output, for scripts, and the rest on standard error. */
export async function createKeyCommand(
  places: Places,
  scope: Scope,
  { name: givenName, expiresInDays }: KeyOptions,
): Promise<void> {
  const { id, text, hash } = newToken('lw');
  const name = givenName?.trim() ?? `${scope}-${id}`;
  if (!NAME.test(name) || RESERVED_NAMES.includes(name.toLowerCase()) || STANDING.test(name)) {
    throw new LoopwatchError(
      'INVALID_INPUT',
      `A key cannot be named "${name.slice(0, 80)}"`,
      `Use up to 60 letters, digits, spaces and . _ @ -, not ${RESERVED_NAMES.join(', ')} alone, and not "standing" first.`,
    );
  }
  const now = nowMicros();
  const isNew = !(await hasCatalogue(places.catalogueUrl));
  const { location, isFirst } = await withCatalogue(places, async (catalogue) => {
    const isFirst = !(await catalogue.keys.exist());
    await catalogue.keys.create({
      id,
      name,
      scope,
      hash,
      createdMicros: now,
      lastUsedMicros: null,
      revokedMicros: null,
      expiresMicros: expiresInDays === undefined ? null : now + expiresInDays * MICROS_PER_DAY,
    });
    return { location: catalogue.location, isFirst };
  });
  say(text);
  process.stderr.write(
    `Save the key "${name}" (id ${id}, scope ${scope}) now: it is shown only once. ${location} keeps its hash. From now on, every request to Loopwatch on this catalogue needs a key.\n`,
  );
  if (isFirst)
    process.stderr.write(
      'If `loopwatch start` is running, start it again: until then its Temporal Web UI stays open and asks for no key.\n',
    );
  if (isNew) process.stderr.write(`Warning: ${NEW_CATALOGUE}\n`);
}

export async function listKeysCommand(places: Places): Promise<void> {
  const keys = await withCatalogue(places, (catalogue) => catalogue.keys.all());
  if (keys.length === 0) say('No API keys. `loopwatch keys create --scope read` creates one.');
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
      'No key has this id',
      '`loopwatch keys list` shows the ids: the ten characters after lw_.',
    );
  }
  say(
    `The key "${key.name}" is revoked: requests with it and browsers signed in with it are refused from now on.`,
  );
}

function stateOf({ createdMicros, lastUsedMicros, revokedMicros, expiresMicros }: ApiKey): string {
  const created = `created ${formatInstant(createdMicros).slice(0, 10)}`;
  if (revokedMicros !== null) return `${created}, revoked ${formatInstant(revokedMicros).slice(0, 10)}`;
  const used =
    lastUsedMicros === null ? 'never used' : `last used ${formatInstant(lastUsedMicros).slice(0, 10)}`;
  if (expiresMicros === null) return `${created}, ${used}`;
  const verb = expiresMicros <= nowMicros() ? 'expired' : 'expires';
  return `${created}, ${used}, ${verb} ${formatInstant(expiresMicros).slice(0, 10)}`;
}

async function withCatalogue<T>(places: Places, use: (catalogue: Catalogue) => Promise<T>): Promise<T> {
  const catalogue = await openCatalogue(places.catalogueUrl);
  try {
    return await use(catalogue);
  } finally {
    await catalogue.close();
  }
}
