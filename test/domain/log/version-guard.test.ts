import { reasonToHold } from '../../../src/domain/log/version-guard';

const versions = (previousStores: number | null, keptStores: number, nextStores = keptStores) => ({
  previousStores,
  keptStores,
  nextStores,
});

describe('the guard of hours and timezones', () => {
  it('holds back an empty version, even the first', () => {
    expect(reasonToHold(versions(10, 0))).toBe('it is empty');
    expect(reasonToHold(versions(null, 0))).toBe('it is empty');
  });

  it("holds back a version that lost more than half of the previous version's stores", () => {
    expect(reasonToHold(versions(10, 4))).toBe('it has lost 6 of the 10 stores of the version in use');
    expect(reasonToHold(versions(11, 5))).toContain('lost 6 of the 11');
  });

  it('uses a version that lost exactly half', () => {
    expect(reasonToHold(versions(10, 5))).toBeNull();
  });

  it('counts lost stores, not the total', () => {
    expect(reasonToHold(versions(10, 1, 500))).toContain('lost 9 of the 10');
  });

  it('uses the first version, and one that grows', () => {
    expect(reasonToHold(versions(null, 0, 1))).toBeNull();
    expect(reasonToHold(versions(10, 10, 20))).toBeNull();
  });
});
