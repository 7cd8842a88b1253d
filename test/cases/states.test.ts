import { runCase } from './run-case';

it('39: a clock two days ahead carries as-of away, and the report names when the fleet was last polled', async () => {
  const { report } = await runCase('39-one-clock-two-days-ahead');
  const warned = report.facts.warnings.filter((text) => text.includes('carried as-of away'));
  expect(warned).toHaveLength(1);
  expect(warned[0]).toContain('none of the 10 stores of the week were polled in the day before it');
  expect(warned[0]).toMatch(
    /At 2023-01-24T23:05:00Z, 10 of them .* add --as-of 2023-01-24T23:05:00Z to the command/,
  );
});

it('03: hours and zones that went through Excel are unreadable, and so are the figures', async () => {
  const { report } = await runCase('03-takehome-hours-zones-through-excel');
  expect(report.stores.length).toBeGreaterThan(0);
  for (const store of report.stores) {
    expect(store).toMatchObject({
      hours: 'unreadable',
      zone: 'unreadable',
      timezone: null,
      'uptime_last_week(in hours)': null,
      'business_last_week(in hours)': null,
    });
  }
  expect(report.facts.warnings.join(' ')).toMatch(/The menu hours of \d+ stores .* cannot be read/);
});
