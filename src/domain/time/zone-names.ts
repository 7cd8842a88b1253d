import { IANAZone } from 'luxon';
import { ZONE_LIST } from './zone-list';

const BY_LOWER_CASE = new Map(ZONE_LIST.map((name) => [name.toLowerCase(), name]));

/**
 * A zone's name as the tz database spells it, whatever its case; null where it is no name of the database. The runtime
 * knows more: abbreviations such as `IST` that mean another zone than people think, and bare offsets.
 */
export function zoneName(text: string): string | null {
  const name = BY_LOWER_CASE.get(text.toLowerCase());
  return name !== undefined && IANAZone.isValidZone(name) ? name : null;
}

/** Names of the tz database that this runtime cannot compute with: it carries an older database. */
export function zonesUnknownHere(): string[] {
  return ZONE_LIST.filter((name) => !IANAZone.isValidZone(name));
}
