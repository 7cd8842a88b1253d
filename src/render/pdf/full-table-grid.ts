import { METHOD_FACTS, type Method } from '../../contract/methods';
import { WINDOWS, type WindowName } from '../../contract/report';
import type { Quantity } from '../../domain/report/store-row';
import { estimatedWidth } from './printable-text';
import { TEXT_WIDTH } from './theme';

export const TABLE_FONT_SIZE = 7;
export const LINE_HEIGHT = 9.9;

const ID_WIDTH = { least: 60, most: 160, gap: 6 };
const COVERAGE_WIDTH = 40;
/** The widths of a digit and of `168.00` in Roboto, in points. */
const FIGURE = 0.562012 * TABLE_FONT_SIZE;
const NUMBER = 3.07373 * TABLE_FONT_SIZE;
const GROUP_GAP_FIGURES = 2;

export interface TableColumn {
  readonly quantity: Quantity;
  readonly window: WindowName;
  readonly opensGroup: boolean;
}

/** The positions of the full table's columns in points; gaps between numbers are in widths of a digit. */
export interface TableGrid {
  readonly idWidth: number;
  readonly idTextWidth: number;
  readonly gapFigures: number;
  readonly groupGapFigures: number;
  readonly numbersWidth: number;
  /** The width of each number with the gap on its left. */
  readonly numberWidths: readonly number[];
  /** 0: the method knows no coverage. */
  readonly coverageWidth: number;
}

export function tableQuantities(method: Method): TableColumn[] {
  const quantities: readonly Quantity[] = METHOD_FACTS[method].knowsUnknown
    ? ['up', 'down', 'unknown']
    : ['up', 'down'];
  return WINDOWS.flatMap((window) =>
    quantities.map((quantity) => ({ quantity, window, opensGroup: quantity === 'up' })),
  );
}

/** Gives ids the width that they need, up to a limit, and spreads the numbers over the rest. */
export function tableGrid(ids: readonly string[], method: Method): TableGrid {
  const columns = tableQuantities(method);
  const coverageWidth = METHOD_FACTS[method].knowsUnknown ? COVERAGE_WIDTH : 0;
  const widest = Math.max(0, ...ids.map((id) => estimatedWidth(id, TABLE_FONT_SIZE)));
  const needed = Math.min(ID_WIDTH.most, Math.max(ID_WIDTH.least, Math.ceil(widest) + 1 + ID_WIDTH.gap));
  const groupGaps = (WINDOWS.length - 1) * GROUP_GAP_FIGURES * FIGURE;
  const spare = TEXT_WIDTH - coverageWidth - needed - columns.length * NUMBER - groupGaps;
  const gapFigures = Math.min(9, Math.floor(spare / ((columns.length - 1) * FIGURE)));
  const numberWidths = columns.map((column, index) => {
    if (index === 0) return NUMBER;
    return NUMBER + (gapFigures + (column.opensGroup ? GROUP_GAP_FIGURES : 0)) * FIGURE;
  });
  const numbersWidth = numberWidths.reduce((total, width) => total + width, 0);
  return {
    idWidth: TEXT_WIDTH - coverageWidth - numbersWidth,
    idTextWidth: needed - ID_WIDTH.gap,
    gapFigures,
    groupGapFigures: GROUP_GAP_FIGURES,
    numbersWidth,
    numberWidths,
    coverageWidth,
  };
}
