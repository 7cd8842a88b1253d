import { randomBytes } from 'node:crypto';
import type { FileContent } from './drive/file-content';
import type { Spreadsheet } from './sheets/spreadsheet';

export type ItemKind =
  | { readonly kind: 'file'; readonly mimeType: string; readonly content: FileContent }
  | { readonly kind: 'sheet'; readonly spreadsheet: Spreadsheet }
  | { readonly kind: 'folder' }
  | { readonly kind: 'shortcut'; readonly targetId: string };

export interface Placement {
  readonly name: string;
  readonly folderId: string | null;
  /** Its shared drive; null: the My Drive of someone who shared it. */
  readonly driveId: string | null;
}

/** An omitted field stays unchanged; a new item goes to the top of My Drive. */
export type PartialPlacement = Pick<Placement, 'name'> & Partial<Placement>;

export interface Item extends Placement {
  readonly id: string;
  /** Its position in listings: in order of creation. */
  readonly position: number;
  readonly is: ItemKind;
  readonly version: number;
  readonly modifiedMs: number;
  readonly shared: boolean;
  readonly trashed: boolean;
}

/** The content of Drive and Sheets; items are immutable and replaced as a whole. */
export class World {
  readonly #items = new Map<string, Item>();
  #made = 0;

  constructor(readonly clockMs: () => number) {}

  /** An existing id gets the new content as its next version. */
  put(id: string | undefined, place: PartialPlacement, is: ItemKind): string {
    const known = id === undefined ? null : this.find(id);
    const item: Item = known
      ? { ...this.#next(known), ...place, is }
      : { folderId: null, driveId: null, ...place, ...this.#fresh(id ?? newId()), is };
    this.#items.set(item.id, item);
    this.#makeFolder(item);
    return item.id;
  }

  /** Adds a version with unchanged content. */
  touch(id: string): void {
    this.#items.set(id, this.#next(this.require(id)));
  }

  change(id: string, how: Partial<Pick<Item, 'shared' | 'trashed'>>): void {
    this.#items.set(id, { ...this.require(id), ...how });
  }

  remove(id: string): void {
    this.require(id);
    this.#items.delete(id);
  }

  find(id: string): Item | null {
    return this.#items.get(id) ?? null;
  }

  /** An unshared folder hides its content. */
  isVisible(item: Item): boolean {
    const folder = item.folderId === null ? null : this.find(item.folderId);
    return item.shared && (folder?.shared ?? true);
  }

  inFolder(folderId: string): readonly Item[] {
    return [...this.#items.values()].filter((item) => item.folderId === folderId);
  }

  /** @throws Error when a test names an unknown item. */
  require(id: string): Item {
    const item = this.find(id);
    if (!item) throw new Error(`The stand-in has no item ${id}.`);
    return item;
  }

  #makeFolder({ folderId, driveId }: Item): void {
    if (folderId !== null && !this.find(folderId))
      this.put(folderId, { name: folderId, driveId }, { kind: 'folder' });
  }

  #fresh(id: string): Omit<Item, keyof Placement | 'is'> {
    const position = ++this.#made;
    return { id, position, version: 1, modifiedMs: this.clockMs(), shared: true, trashed: false };
  }

  #next(item: Item): Item {
    // Two changes in one millisecond must have different times.
    const modifiedMs = Math.max(this.clockMs(), item.modifiedMs + 1);
    return { ...item, version: item.version + 1, modifiedMs };
  }
}

function newId(): string {
  return `1${randomBytes(24).toString('base64url')}`;
}
