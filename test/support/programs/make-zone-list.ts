import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const TARGET = path.resolve(__dirname, '../../../src/domain/time/zone-list.ts');
const LINE_LENGTH = 105;

/**
 * Writes src/domain/time/zone-list.ts anew from a compiled tz database (`tzdata.zi`): the names of all zones and links.
 * `Factory` stands for a clock that nobody has set, so it is left out.
 */
function makeZoneList(database: string): void {
  const lines = readFileSync(database, 'utf8').split('\n');
  const [, version] = /^# version (\S+)/.exec(lines[0] ?? '') ?? [];
  if (version === undefined) throw new Error(`${database} does not begin with its version`);
  const names = lines.flatMap((line) => {
    const [kind, first = '', second = ''] = line.split(/\s+/);
    const name = kind === 'Z' ? first : kind === 'L' ? second : '';
    return name === '' || name === 'Factory' ? [] : [name];
  });
  writeFileSync(TARGET, moduleOf(version, [...new Set(names)].sort()));
}

function moduleOf(version: string, names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + name.length > LINE_LENGTH) lines.push(name);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return `/** Made by \`npm run zone-list\` from the tz database, which is in the public domain. Do not edit it. */
export const ZONE_LIST_VERSION = '${version}';

/** The names of all zones and links, those for old names included. */
export const ZONE_LIST: readonly string[] = \`
${lines.join('\n')}
\`
  .trim()
  .split(/\\s+/);
`;
}

makeZoneList(process.argv[2] ?? '/usr/share/zoneinfo/tzdata.zi');
