import type { InputOrigin } from '../../contract/input-states';
import { DEFAULT_TIMEZONE } from '../../contract/report';
import type { VersionedKind } from '../../contract/versioned-inputs';

const NONE_GIVEN: Readonly<Record<VersionedKind, string>> = {
  hours: 'none given: counted as open around the clock',
  timezones: `none given: counted as in ${DEFAULT_TIMEZONE}`,
};

/** Where a store's hours or zone come from, as it follows their name. */
export function originWords(
  kind: VersionedKind,
  { state, file, since, lost }: InputOrigin,
  version: number,
): string {
  switch (state) {
    case 'given':
      return file === null ? `given by version ${version}` : `given by ${file} (version ${version})`;
    case 'kept': {
      const from = since === null ? 'an earlier version' : `version ${since}`;
      const named = file === null ? from : `${from} (${file})`;
      return `kept from ${named}: ${lost ? 'no file gives it any more' : 'a row of it cannot be read now'}`;
    }
    case 'default':
      return NONE_GIVEN[kind];
    case 'unreadable':
      return 'cannot be read';
  }
}

/** Whose clock the times of one store are. @param clock the zone that they are shown in */
export function clockSentence(timezone: string | null, clock: string): string {
  return timezone === null ? `Times in ${clock}: the timezone cannot be read.` : `Times in ${clock}.`;
}
