import { reportRequestSchema, toReportOptions } from '../../../src/domain/report/report-request';
import { type FinishedReport, type RunningReport, secondsLeft } from '../../../src/domain/report/time-left';

const SECOND = 1_000_000;
const running: RunningReport = {
  options: toReportOptions(reportRequestSchema.parse({})),
  requestedMicros: 1_000 * SECOND,
  storeCount: null,
};

function finished(seconds: number, over: Partial<FinishedReport> = {}): FinishedReport {
  return {
    ...running,
    storeCount: 14_000,
    finishedMicros: running.requestedMicros + seconds * SECOND,
    ...over,
  };
}

const at = (elapsed: number) => running.requestedMicros + elapsed * SECOND;

describe('the seconds left of a report', () => {
  it('are the median of the last five similar reports, minus the elapsed time', () => {
    const last = [10, 4, 100, 6, 8, 900, 900].map((seconds) => finished(seconds));
    expect(secondsLeft(running, last, at(0))).toBe(8);
    expect(secondsLeft(running, last, at(2.5))).toBe(6);
    expect(secondsLeft(running, last, at(8))).toBe(0);
    expect(secondsLeft(running, last, at(500))).toBe(0);
  });

  it('are unknown when no similar report has completed', () => {
    const { options } = running;
    expect(secondsLeft(running, [], at(0))).toBeNull();
    const unlike = [
      finished(5, { options: { ...options, formats: ['csv'] } }),
      finished(5, { options: { ...options, storeIds: ['1'] } }),
      finished(5, { options: { ...options, fullTable: true } }),
    ];
    expect(secondsLeft(running, unlike, at(0))).toBeNull();
  });

  it('depend on the order of magnitude of stores, once it is known', () => {
    const last = [finished(2, { storeCount: 50 }), finished(7, { storeCount: 10_000 })];
    expect(secondsLeft({ ...running, storeCount: 99_999 }, last, at(0))).toBe(7);
    expect(secondsLeft({ ...running, storeCount: 10 }, last, at(0))).toBe(2);
    expect(secondsLeft({ ...running, storeCount: 100 }, last, at(0))).toBeNull();
    const few = { ...running, options: { ...running.options, storeIds: ['1', '2'] } };
    const hundreds = Array.from({ length: 300 }, (_, index) => String(index));
    const many = finished(3, { options: { ...running.options, storeIds: hundreds } });
    expect(secondsLeft(few, [many], at(0))).toBeNull();
  });
});
