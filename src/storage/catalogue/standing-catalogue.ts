import type { StandingReport } from '../../contract/standing-report';

export interface StandingCatalogue {
  add(report: StandingReport): Promise<void>;
  get(id: string): Promise<StandingReport | null>;
  /** Sorted by name. */
  all(): Promise<readonly StandingReport[]>;
  remove(id: string): Promise<void>;
  /** When the standing reports of an earlier release, which only its Schedules held, were taken over; null: not yet. */
  adoptedMicros(): Promise<number | null>;
  /** Takes them over, once: later calls change nothing. */
  adopt(reports: readonly StandingReport[], nowMicros: number): Promise<void>;
}
