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
  /** The shared drive it is in; null: My Drive of somebody who shared it. */
  readonly driveId: string | null;
}

/** What is left out stays as it is, or is My Drive's top for what is new. */
export type PartialPlacement = Pick<Placement, 'name'> & Partial<Placement>;

export interface Item extends Placement {
  readonly id: string;
  /** Where it stands in a listing: first made, first listed. */
  readonly position: number;
  readonly is: ItemKind;
  readonly version: number;
  readonly modifiedMs: number;
  readonly shared: boolean;
  readonly trashed: boolean;
}

/** Everything that Drive and Sheets know; an item is replaced as a whole, never changed. */
export class World {
  readonly #items = new Map<string, Item>();
  #made = 0;

  constructor(readonly clockMs: () => number) {}

  /** An id that is there already gets the new content as its next version. */
  put(id: string | undefined, place: PartialPlacement, is: ItemKind): string {
    const known = id === undefined ? null : this.find(id);
    const item: Item = known
      ? { ...this.#next(known), ...place, is }
      : { folderId: null, driveId: null, ...place, ...this.#fresh(id ?? newId()), is };
    this.#items.set(item.id, item);
    this.#makeFolder(item);
    return item.id;
  }

  /** A new version with nothing changed in it. */
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

  /** A folder that is not shared hides what is in it. */
  isVisible(item: Item): boolean {
    const folder = item.folderId === null ? null : this.find(item.folderId);
    return item.shared && (folder?.shared ?? true);
  }

  inFolder(folderId: string): readonly Item[] {
    return [...this.#items.values()].filter((item) => item.folderId === folderId);
  }

  /** @throws Error for a test that names what is not there. */
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
    // Two changes in one millisecond must still be told apart.
    const modifiedMs = Math.max(this.clockMs(), item.modifiedMs + 1);
    return { ...item, version: item.version + 1, modifiedMs };
  }
}

function newId(): string {
  return `1${randomBytes(24).toString('base64url')}`;
}
