import { reportRequestSchema, toReportOptions } from '../../../src/domain/report/report-request';

const optionsOf = (request: unknown) => toReportOptions(reportRequestSchema.parse(request));
const problemsOf = (request: unknown) =>
  reportRequestSchema
    .safeParse(request)
    .error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);

describe('a request for a report', () => {
  it('may omit every field', () => {
    expect(optionsOf({})).toEqual({
      asOfMicros: null,
      method: 'interpolate',
      holdSeconds: 7_200,
      storeIds: null,
      formats: ['csv', 'json', 'pdf'],
      extended: false,
      fullTable: false,
    });
  });

  it('accepts every field', () => {
    expect(
      optionsOf({
        as_of: '2023-01-25T18:13:22.47922Z',
        method: 'count',
        hold: '90m',
        stores: [' 8139926242460185114 ', 'b'],
        formats: ['pdf', 'csv'],
        extended: true,
        full_table: true,
      }),
    ).toEqual({
      asOfMicros: Date.UTC(2023, 0, 25, 18, 13, 22) * 1_000 + 479_220,
      method: 'count',
      holdSeconds: 5_400,
      storeIds: ['8139926242460185114', 'b'],
      formats: ['csv', 'pdf'],
      extended: true,
      fullTable: true,
    });
  });

  it.each([
    ['2h', 7_200],
    ['1.5h', 5_400],
    ['45m', 2_700],
    ['30s', 30],
    ['0s', 0],
    ['168h', 604_800],
  ])('reads a hold of %s as %i seconds', (hold, seconds) => {
    expect(optionsOf({ hold }).holdSeconds).toBe(seconds);
  });

  it.each([
    [{ hold: '2' }, 'hold must be a duration'],
    [{ hold: '-2h' }, 'hold must be a duration'],
    [{ hold: '2 h' }, 'hold must be a duration'],
    [{ hold: '169h' }, 'hold must be at most a week'],
    [{ as_of: 'now' }, 'as_of must be a UTC instant'],
    [{ as_of: '2023-02-30T00:00:00Z' }, 'as_of must be a UTC instant'],
    [{ as_of: 1_674_669_600 }, 'as_of '],
    [{ method: 'guess' }, 'method '],
    [{ stores: [] }, 'stores '],
    [{ stores: [' '] }, 'stores.0 must not be empty'],
    [{ stores: ['x'.repeat(201)] }, 'stores.0 must have at most 200 characters'],
    [{ stores: [8_139_926] }, 'stores.0 '],
    [{ stores: new Array(5_001).fill('a') }, 'stores '],
    [{ formats: [] }, 'formats '],
    [{ formats: ['xls'] }, 'formats.0 '],
    [{ asOf: '2023-01-25T18:00:00Z' }, 'asOf'],
    [null, ''],
  ])('refuses %j, naming the field', (request, problem) => {
    const problems = problemsOf(request);
    expect(problems?.join('; ')).toContain(problem);
  });
});
