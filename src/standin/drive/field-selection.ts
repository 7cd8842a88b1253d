/** The selection of `fields`: names, each with the selection inside it; null selects everything. */
export type Selection = ReadonlyMap<string, Selection | null> | null;

/** The fields of a resource; true for a plain value. */
export interface Shape {
  readonly [field: string]: true | Shape;
}

const DEEPEST = 8;

/**
 * Reads `a,b(c,d),e/f`. `separators` separate the steps of a path: `/`, and in Sheets also `.`.
 * @throws UnknownField with the first invalid name.
 */
export function parseFields(text: string, shape: Shape, separators: '/' | '/.'): Selection {
  const tokens = text.match(separators === '/' ? /[^\s,()/]+|[,()/]/g : /[^\s,()/.]+|[,()/.]/g) ?? [];
  const reader = new FieldReader(tokens, separators);
  const selection = reader.readList(0);
  if (reader.next !== undefined) throw new UnknownField(reader.next);
  check(selection, shape, []);
  return selection;
}

export class UnknownField extends Error {
  override readonly name = 'UnknownField';

  constructor(readonly field: string) {
    super(`there is no field ${field}`);
  }
}

/** The selected fields of a value, or of each item of a list. */
export function select(value: unknown, selection: Selection): unknown {
  if (selection === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => select(item, selection));
  if (selection.has('*')) return value;
  const chosen = Object.entries(value).filter(([name]) => selection.has(name));
  return Object.fromEntries(chosen.map(([name, part]) => [name, select(part, selection.get(name) ?? null)]));
}

class FieldReader {
  #at = 0;

  constructor(
    readonly tokens: readonly string[],
    readonly separators: string,
  ) {}

  get next(): string | undefined {
    return this.tokens[this.#at];
  }

  readList(depth: number): Selection {
    const list = new Map<string, Selection | null>();
    do {
      const name = this.#take();
      if (depth > DEEPEST || /^[,()/.]$/.test(name)) throw new UnknownField(name);
      list.set(name, merge(list.get(name), this.#readPart(depth)));
    } while (this.#accept(','));
    return list;
  }

  #readPart(depth: number): Selection {
    if (this.#accept('(')) {
      const inner = this.readList(depth + 1);
      if (!this.#accept(')')) throw new UnknownField(this.next ?? '');
      return inner;
    }
    if (this.next === undefined || !this.separators.includes(this.next)) return null;
    this.#take();
    const name = this.#take();
    return new Map([[name, this.#readPart(depth + 1)]]);
  }

  #accept(token: string): boolean {
    if (this.next !== token) return false;
    this.#at++;
    return true;
  }

  #take(): string {
    return this.tokens[this.#at++] ?? '';
  }
}

/** Merges two selections of the same field, as in `a/b,a/c`. */
function merge(earlier: Selection | undefined, later: Selection): Selection {
  if (earlier === undefined) return later;
  if (earlier === null || later === null) return null;
  return new Map([...earlier, ...later]);
}

function check(selection: Selection, shape: Shape, above: readonly string[]): void {
  for (const [name, inner] of selection ?? []) {
    if (name === '*') continue;
    const path = [...above, name];
    const part = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (part === undefined || (part === true && inner !== null)) throw new UnknownField(path.join('/'));
    if (part !== true) check(inner, part, path);
  }
}
