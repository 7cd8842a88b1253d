import { ZONE_LIST } from '../../../src/domain/time/zone-list';
import { zoneName, zonesUnknownHere } from '../../../src/domain/time/zone-names';

describe('zoneName', () => {
  it.each([
    ['America/New_York', 'America/New_York'],
    ['america/new_york', 'America/New_York'],
    ['US/Pacific', 'US/Pacific'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['UTC', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['EST', 'EST'],
    ['EST5EDT', 'EST5EDT'],
    ['MST', 'MST'],
    ['HST', 'HST'],
    ['W-SU', 'W-SU'],
  ])('reads "%s" as %s', (text, name) => {
    expect(zoneName(text)).toBe(name);
  });

  it.each([
    ...[
      'ACT',
      'AET',
      'AGT',
      'ART',
      'AST',
      'BET',
      'BST',
      'CAT',
      'CNT',
      'CST',
      'CTT',
      'EAT',
      'ECT',
      'IET',
      'IST',
    ],
    ...[
      'JST',
      'MIT',
      'NET',
      'NST',
      'PLT',
      'PNT',
      'PRT',
      'PST',
      'SST',
      'VST',
      'SystemV/PST8',
      'US/Pacific-New',
    ],
    ...['', 'UTC+5', '+05:00', '-0500', 'America', 'Mars/Olympus', 'America/New York', 'Factory', 'toString'],
  ])('refuses "%s", whatever the runtime makes of it', (text) => {
    expect(zoneName(text)).toBeNull();
  });
});

it('this runtime computes with every zone of the list', () => {
  expect(ZONE_LIST.length).toBeGreaterThan(590);
  expect(new Set(ZONE_LIST).size).toBe(ZONE_LIST.length);
  expect(zonesUnknownHere()).toEqual([]);
});
