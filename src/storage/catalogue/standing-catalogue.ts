import type { StandingDefinition } from '../../contract/standing-report';

export interface StandingCatalogue {
  add(definition: StandingDefinition): Promise<void>;
  get(id: string): Promise<StandingDefinition | null>;
  /** Sorted by name. */
  all(): Promise<readonly StandingDefinition[]>;
  remove(id: string): Promise<void>;
  /** Whether the standing reports of an earlier release, which only its Schedules held, were taken over. */
  isAdopted(): Promise<boolean>;
  /** Takes them over, once: later calls change nothing. */
  adopt(definitions: readonly StandingDefinition[], nowMicros: number): Promise<void>;
}
