import type { ReportInput } from '../../../src/contract/workflow-inputs';
import { reportRunOptions } from '../../../src/domain/report/report-run-options';

const input: ReportInput = {
  reportId: '00000000-0000-4000-8000-000000000000',
  options: {
    asOfMicros: null,
    method: 'count',
    holdSeconds: 7_200,
    storeIds: ['a', 'b'],
    formats: ['csv', 'pdf'],
    extended: false,
    fullTable: false,
  },
  requestedMicros: 0,
  requestedBy: 'cli',
};

it('a run has search attributes for state and method, and a description in words', () => {
  expect(reportRunOptions(input)).toEqual({
    workflowId: `report-${input.reportId}`,
    args: [input],
    staticSummary: 'Uptime report, method count',
    staticDetails:
      '* As of: the latest poll\n* Stores: 2 requested stores\n* Hold: 7200 s\n* Files: csv, pdf',
    typedSearchAttributes: [
      { key: { name: 'LoopwatchStatus', type: 'KEYWORD' }, value: 'Running' },
      { key: { name: 'LoopwatchMethod', type: 'KEYWORD' }, value: 'count' },
    ],
  });
});

it('the summary of a run names its origin', () => {
  const { staticSummary } = reportRunOptions(input, 'standing: Monday');
  expect(staticSummary).toBe('Uptime report, method count (standing: Monday)');
});
