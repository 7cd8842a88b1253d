import { standingRequestSchema } from '../../../src/domain/report/standing-request';

const valid = { name: ' Monday mail ', when: { every: 'day', at: '07:00' } };
const faultsOf = (over: object) =>
  standingRequestSchema
    .safeParse({ ...valid, ...over })
    .error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);

describe('a request for a standing report', () => {
  it('may omit every field except name and when', () => {
    expect(standingRequestSchema.parse(valid)).toMatchObject({
      name: 'Monday mail',
      when: { every: 'day', at: '07:00', timezone: 'UTC' },
      report: { method: 'interpolate', formats: ['csv', 'json', 'pdf'] },
      notify: { emails: [] },
    });
  });

  it('writes the timezone as the tz database spells it', () => {
    const when = { ...valid.when, timezone: 'america/new_york' };
    expect(standingRequestSchema.parse({ ...valid, when }).when.timezone).toBe('America/New_York');
  });

  it.each([
    [
      { when: { every: 'day', at: '07:00', timezone: 'IST' } },
      'when.timezone must be a timezone, as America/New_York',
    ],
    [{ name: ' ' }, 'name must not be empty'],
    [{ when: { every: 'day', at: '7:00' } }, 'when.at must be a time of day, as 07:00'],
    [{ when: { every: 'day', at: '24:00' } }, 'when.at must be a time of day, as 07:00'],
    [{ when: { every: 'week', at: '07:00' } }, 'when.weekday must be given for every week'],
    [
      { when: { every: 'day', at: '07:00', weekday: 'monday' } },
      'when.weekday must be left out for every day',
    ],
    [
      { when: { every: 'day', at: '07:00', timezone: 'Mars/Olympus' } },
      'when.timezone must be a timezone, as America/New_York',
    ],
    [
      { when: { every: 'day', at: '07:00', timezone: '+05:00' } },
      'when.timezone must be a timezone, as America/New_York',
    ],
    [{ notify: { emails: ['ann'] } }, 'notify.emails.0 must be an e-mail address, as ann@example.com'],
    [
      { notify: { emails: ['ann@example.com\r\nBcc: x@example.com'] } },
      'notify.emails.0 must be an e-mail address, as ann@example.com',
    ],
  ])('is refused as invalid: %j', (over, fault) => {
    expect(faultsOf(over)).toEqual([fault]);
  });

  it('always uses the latest poll', () => {
    expect(faultsOf({ report: { as_of: '2023-01-25T18:00:00Z' } })).toHaveLength(1);
    expect(faultsOf({ notify: { emails: Array(11).fill('ann@example.com') } })).toHaveLength(1);
  });
});
