import {
  type ChangeCounts,
  type ChangeSelection,
  countChanges,
  type StoreChange,
  selectChanges,
  storeChanges,
} from '../domain/report/compare-stores';
import { type FleetTotals, fleetTotals } from '../domain/report/fleet-totals';
import type { KeptFigures } from './kept-figures';

export interface CompareInputs {
  readonly figuresPath: string;
  readonly otherFiguresPath: string;
  readonly selection: ChangeSelection;
}

export interface ReportComparison {
  readonly totals: FleetTotals;
  readonly otherTotals: FleetTotals;
  readonly counts: ChangeCounts;
  /** How many match the search. */
  readonly total: number;
  readonly rows: readonly StoreChange[];
}

export function compareFigures(figures: KeptFigures, inputs: CompareInputs): ReportComparison {
  const report = figures.read(inputs.figuresPath);
  const other = figures.read(inputs.otherFiguresPath);
  const changes = storeChanges(report, other);
  return {
    totals: fleetTotals(report),
    otherTotals: fleetTotals(other),
    counts: countChanges(changes),
    ...selectChanges(changes, inputs.selection),
  };
}
