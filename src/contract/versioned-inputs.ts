/** Inputs with versions: each version replaces the one before. Pins, payloads and reports name them in this order. */
export const VERSIONED_KINDS = ['hours', 'timezones'] as const;
export type VersionedKind = (typeof VERSIONED_KINDS)[number];

interface VersionedFacts {
  /** For people, in the plural. */
  readonly name: string;
  /** For people, of one store. */
  readonly ofStore: string;
  /** The name of its column in a report, which holds the state. */
  readonly column: 'hours' | 'zone';
  /** What a report assumes without it. */
  readonly without: string;
  /** What it assumes of stores without a row. */
  readonly withoutRow: string;
}

export const VERSIONED_FACTS: Readonly<Record<VersionedKind, VersionedFacts>> = {
  hours: {
    name: 'menu hours',
    ofStore: 'menu hours',
    column: 'hours',
    without: 'every store counts as open around the clock',
    withoutRow: 'such a store counts as open around the clock',
  },
  timezones: {
    name: 'timezones',
    ofStore: 'timezone',
    column: 'zone',
    without: 'every store counts as in America/Chicago',
    withoutRow: 'such a store counts as in America/Chicago',
  },
};

export function byVersionedKind<T>(make: (kind: VersionedKind) => T): Readonly<Record<VersionedKind, T>> {
  return { hours: make('hours'), timezones: make('timezones') };
}

/** The version of each that a report is made of. 0: none was ever ingested. */
export type VersionPins = Readonly<Record<`${VersionedKind}Version`, number>>;

export function versionPins<T>(
  make: (kind: VersionedKind) => T,
): Readonly<Record<`${VersionedKind}Version`, T>> {
  return { hoursVersion: make('hours'), timezonesVersion: make('timezones') };
}

export function pinnedVersion(pins: VersionPins, kind: VersionedKind): number {
  return pins[`${kind}Version`];
}

/** As the JSON report and the API name the pins. */
export function versionFields<T>(
  make: (kind: VersionedKind) => T,
): Readonly<Record<`${VersionedKind}_version`, T>> {
  return { hours_version: make('hours'), timezones_version: make('timezones') };
}

/** Where the blobs keep each. null: none was ever ingested. */
export type VersionKeys = Readonly<Record<`${VersionedKind}Key`, string | null>>;

export function versionKeys(make: (kind: VersionedKind) => string | null): VersionKeys {
  return { hoursKey: make('hours'), timezonesKey: make('timezones') };
}

/** Where this machine has each. null: none was ever ingested. */
export type VersionPaths = Readonly<Record<`${VersionedKind}Path`, string | null>>;

export async function versionPaths(
  make: (kind: VersionedKind) => Promise<string | null>,
): Promise<VersionPaths> {
  return { hoursPath: await make('hours'), timezonesPath: await make('timezones') };
}

/** A file that is there but gives no rows: it was rejected as a whole, or passed over. */
export interface RejectedFile {
  /** Empty for a file that was passed over. */
  readonly sourceId: string;
  readonly name: string;
  readonly message: string;
}

/** Stores for which an earlier file gives other rows than the file that holds. */
export interface VersionConflict {
  /** The name of the file whose rows hold. */
  readonly holds: string;
  /** The name of the earlier file. */
  readonly other: string;
  readonly stores: number;
  readonly example: string;
}

/** How many stores of a version are in each state; a store without a row is in none of them. */
export interface VersionStates {
  readonly given: number;
  /** Kept because no listed file gives a row of them. A person can accept their loss. */
  readonly keptLost: number;
  /** Kept because some of their rows cannot be read, or may be among rows that cannot be read. */
  readonly keptUnreadable: number;
  readonly unreadable: number;
}

/** The folder of the rows of each file of a kind. */
export function rowsFolder(kind: VersionedKind): string {
  return `inputs/${kind}`;
}
