import { runCase } from './run-case';

describe('ids that one input spells differently', () => {
  it('13: are named, with the stores that count as open around the clock', async () => {
    const { report } = await runCase('13-apostrophe-and-formula-text-ids');
    expect(report.facts.warnings).toEqual([
      '2 stores have no row in the menu hours: such a store counts as open around the clock. They are "007", "8419537941919820732".',
      'Menu hours name 2 stores that no poll names: these rows have no effect. They are "\'8419537941919820732", "="007"".',
      '2 store ids of the menu hours and of the polls differ only in spelling, so Loopwatch takes them for different stores: the menu hours have "\'8419537941919820732", the polls "8419537941919820732". Write each store_id alike in all files.',
      '2 stores have no row in the timezones: such a store counts as in America/Chicago. They are "007", "8419537941919820732".',
      'Timezones name 2 stores that no poll names: these rows have no effect. They are "\'8419537941919820732", "="007"".',
      '2 store ids of the timezones and of the polls differ only in spelling, so Loopwatch takes them for different stores: the timezones have "\'8419537941919820732", the polls "8419537941919820732". Write each store_id alike in all files.',
    ]);
  });

  it('55: are all found, whatever the difference', async () => {
    const { report } = await runCase('55-ids-reformatted-between-files');
    expect(report.facts.warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^6 stores have no row in the menu hours: /),
        expect.stringMatching(/^Menu hours name 6 stores that no poll names: /),
        expect.stringMatching(/^6 store ids of the menu hours and of the polls differ only in spelling, /),
      ]),
    );
  });
});
