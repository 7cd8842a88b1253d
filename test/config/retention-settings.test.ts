import { loadSettings } from '../../src/config/settings';
import { KEEP_ALL } from '../../src/contract/maintenance';

describe('the retention', () => {
  it('is forever unless a setting limits it', () => {
    expect(loadSettings({}, {}).retention).toEqual(KEEP_ALL);
    const days = {
      LOOPWATCH_KEEP_POLLS_DAYS: '90',
      LOOPWATCH_KEEP_REPORTS_DAYS: '30',
      LOOPWATCH_KEEP_QUARANTINE_DAYS: '',
    };
    expect(loadSettings({}, days).retention).toEqual({
      pollsDays: 90,
      reportsDays: 30,
      quarantineDays: null,
      deliveriesDays: null,
    });
  });

  it.each([
    ['LOOPWATCH_KEEP_POLLS_DAYS', '14'],
    ['LOOPWATCH_KEEP_POLLS_DAYS', 'ever'],
    ['LOOPWATCH_KEEP_REPORTS_DAYS', '0'],
    ['LOOPWATCH_KEEP_QUARANTINE_DAYS', '1.5'],
    ['LOOPWATCH_STORES_PER_PARTITION', '0'],
  ])('is refused as %s=%s', (name, value) => {
    expect(() => loadSettings({}, { [name]: value })).toThrow(name);
  });
});
