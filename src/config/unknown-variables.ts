import { settingNames } from './settings';

const PREFIX = 'LOOPWATCH_';
/** More letters that differ make another word. */
const MAX_DISTANCE = 3;
/** Variables of docker-compose.yml and of the tests, which are no settings. */
const OTHERS = ['LOOPWATCH_DB_PASSWORD', 'LOOPWATCH_TEST_KEEPER'];

type Variables = Readonly<Record<string, string | undefined>>;

/** Variables that look like settings and are none. */
export function unknownNames(environment: Variables): string[] {
  const known = knownNames();
  return Object.keys(environment)
    .filter((name) => name.toUpperCase().startsWith(PREFIX) && !known.includes(name))
    .sort();
}

/** The same in words: with the setting that was meant, where one is near. */
export function unknownVariables(environment: Variables): string[] {
  return unknownNames(environment).map((name) => {
    const near = nearest(name.toUpperCase(), knownNames());
    const meant = near === null ? 'No setting has this name.' : `Did you mean ${near}?`;
    return `${name} is unknown and has no effect. ${meant}`;
  });
}

function knownNames(): readonly string[] {
  return [...settingNames(), ...OTHERS];
}

function nearest(name: string, known: readonly string[]): string | null {
  const near = known
    .map((other) => ({ other, distance: distanceOf(name, other) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.other ?? null;
}

/** How many letters have to be added, removed or changed. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
