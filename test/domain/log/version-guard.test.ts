import { reasonToHold, type VersionFacts } from '../../../src/domain/log/version-guard';

const FILE = {
  ...{ sourceId: 's', name: 'hours.csv', rowsIn: 14, rows: 14, quarantined: 0 },
  ...{ reasons: {}, rowsOfUnknownStores: 0 },
};

const versions = (
  givenBefore: number | null,
  stillGiven: number,
  over: Partial<VersionFacts> = {},
): VersionFacts => ({ givenBefore, stillGiven, given: stillGiven, files: [FILE], rejected: [], ...over });

describe('the guard of hours and timezones', () => {
  it('holds back a first version without any row', () => {
    expect(reasonToHold(versions(null, 0))).toBe('empty');
  });

  it('uses a first version whose rows are all unreadable: held back, its stores would count as without rows', () => {
    const unreadable = { ...FILE, rows: 0, quarantined: 14 };
    expect(reasonToHold(versions(null, 0, { files: [unreadable] }))).toBeNull();
    const rejected = [{ sourceId: 's', name: 'hours.csv', message: 'the file is a web page, not a CSV' }];
    expect(reasonToHold(versions(null, 0, { files: [], rejected }))).toBeNull();
  });

  it('holds back a version that has lost all stores', () => {
    expect(reasonToHold(versions(10, 0))).toEqual({ lost: 10, of: 10 });
  });

  it("holds back a version that lost more than half of the previous version's stores", () => {
    expect(reasonToHold(versions(10, 4))).toEqual({ lost: 6, of: 10 });
    expect(reasonToHold(versions(11, 5))).toEqual({ lost: 6, of: 11 });
  });

  it('uses a version that lost exactly half', () => {
    expect(reasonToHold(versions(10, 5))).toBeNull();
  });

  it('counts lost stores, not the total', () => {
    expect(reasonToHold(versions(10, 1, { given: 500 }))).toEqual({ lost: 9, of: 10 });
  });

  it('uses the first version, one that grows, and one where there was nothing to lose', () => {
    expect(reasonToHold(versions(null, 0, { given: 1 }))).toBeNull();
    expect(reasonToHold(versions(10, 10, { given: 20 }))).toBeNull();
    expect(reasonToHold(versions(0, 0))).toBeNull();
  });
});
