import type { Notice } from '../../src/notices/notice';
import { defaultOptions } from '../support/default-options';

export const REPORT_ID = '11111111-2222-4333-8444-555555555555';

/** The notice of a completed report with a PDF, as of 2023-01-25 18:13:22.479220 UTC. */
export function aNotice(over: Partial<Notice> = {}): Notice {
  const options = defaultOptions();
  return {
    reportId: REPORT_ID,
    state: 'Completed',
    message: null,
    options,
    pins: {
      asOfMicros: 1_674_670_402_479_220,
      method: options.method,
      methodVersion: 1,
      holdSeconds: 7_200,
      logVersion: 1,
      hoursVersion: 1,
      timezonesVersion: 1,
      tzdbVersion: '2025b',
    },
    files: [{ format: 'pdf', key: 'reports/x/report.pdf', sizeBytes: 9 }],
    storeCount: 2,
    finishedMicros: 1_700_000_000_000_000,
    totals: null,
    quality: null,
    ...over,
  };
}
