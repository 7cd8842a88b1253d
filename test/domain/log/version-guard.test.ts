import { reasonToHold } from '../../../src/domain/log/version-guard';

const versions = (previousStores: number | null, keptStores: number, nextStores = keptStores) => ({
  previousStores,
  keptStores,
  nextStores,
});

describe('the guard of hours and timezones', () => {
  it('holds back a version that is empty, be it the first', () => {
    expect(reasonToHold(versions(10, 0))).toBe('it is empty');
    expect(reasonToHold(versions(null, 0))).toBe('it is empty');
  });

  it("holds back a version that has lost more than half of the last one's stores", () => {
    expect(reasonToHold(versions(10, 4))).toBe('it has lost 6 of the 10 stores of the version in use');
    expect(reasonToHold(versions(11, 5))).toContain('lost 6 of the 11');
  });

  it('lets a version in that has lost just half', () => {
    expect(reasonToHold(versions(10, 5))).toBeNull();
  });

  it('counts the stores that are lost, not how many there are', () => {
    expect(reasonToHold(versions(10, 1, 500))).toContain('lost 9 of the 10');
  });

  it('lets the first version in, and one that grows', () => {
    expect(reasonToHold(versions(null, 0, 1))).toBeNull();
    expect(reasonToHold(versions(10, 10, 20))).toBeNull();
  });
});
