import { reportWorkflowId, SEARCH_ATTRIBUTES } from '../../contract/names';
import type { ReportOptions } from '../../contract/report';
import type { ReportInput, ReportRunOptions } from '../../contract/workflow-inputs';
import { plainMarkdown } from '../text/plain-markdown';
import { formatInstant } from '../time/instants';

/** @param origin follows the summary in the Web UI. */
export function reportRunOptions(input: ReportInput, origin: string | null = null): ReportRunOptions {
  const { reportId, options } = input;
  const summary = `Uptime report, method ${options.method}`;
  return {
    workflowId: reportWorkflowId(reportId),
    args: [input],
    staticSummary: origin === null ? summary : `${summary} (${plainMarkdown(origin)})`,
    staticDetails: describeOptions(options),
    typedSearchAttributes: [
      { key: SEARCH_ATTRIBUTES.status, value: 'Running' },
      { key: SEARCH_ATTRIBUTES.method, value: options.method },
    ],
  };
}

function describeOptions({ asOfMicros, storeIds, holdSeconds, formats }: ReportOptions): string {
  const asOf = asOfMicros === null ? 'the latest poll' : formatInstant(asOfMicros);
  const stores = storeIds === null ? 'every store' : `${storeIds.length} requested stores`;
  return [`As of: ${asOf}`, `Stores: ${stores}`, `Hold: ${holdSeconds} s`, `Files: ${formats.join(', ')}`]
    .map((line) => `* ${line}`)
    .join('\n');
}
