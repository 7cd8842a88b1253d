import type { Column, Content } from 'pdfmake/interfaces';
import type { Method } from '../../contract/methods';
import { WINDOWS } from '../../contract/report';
import { WINDOW_UNITS } from '../../domain/report/store-row';
import { type TableGrid, tableQuantities } from './full-table-grid';
import { rule } from './layout';
import { COLOURS } from './theme';

/** How far a group's line extends to the left of its first numbers. */
const GROUP_REACH = 6;
const LOOK = { bold: true, color: COLOURS.muted, fontSize: 6.5 };

/** Two lines at the top of each page of the full table: the windows, and the columns of each. */
export function fullTableHeader(grid: TableGrid, method: Method): Content[] {
  const groups = groupsOf(grid, method);
  const right = (text: string, width: number, color: string): Column => ({
    text,
    width,
    alignment: 'right',
    ...LOOK,
    color,
  });
  return [
    {
      columns: [
        { text: '', width: grid.idWidth },
        ...groups.map(({ name, width }) => right(name, width, COLOURS.ink)),
      ],
    },
    {
      canvas: groups.map(({ from, to }) => ({
        type: 'line',
        x1: from,
        y1: 2,
        x2: to,
        y2: 2,
        lineWidth: 0.6,
        lineColor: COLOURS.hairline,
      })),
      margin: [0, -1, 0, 0],
    },
    {
      columns: [
        { text: 'store', width: grid.idWidth, ...LOOK },
        ...tableQuantities(method).map(({ quantity }, index) =>
          right(quantity, grid.numberWidths[index] ?? 0, COLOURS.muted),
        ),
        ...(grid.coverageWidth > 0 ? [right('coverage', grid.coverageWidth, COLOURS.muted)] : []),
      ],
      margin: [0, 1, 0, 0],
    },
    rule([0, 2, 0, 2]),
  ];
}

interface Group {
  readonly name: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

function groupsOf(grid: TableGrid, method: Method): Group[] {
  const size = tableQuantities(method).length / WINDOWS.length;
  let right = grid.idWidth;
  return WINDOWS.map((window, index) => {
    const widths = grid.numberWidths.slice(index * size, (index + 1) * size);
    const width = widths.reduce((total, each) => total + each, 0);
    const [first = 0] = grid.numberWidths;
    const from = right + (widths[0] ?? 0) - first - GROUP_REACH;
    right += width;
    return { name: `last ${window}, ${WINDOW_UNITS[window].name}`, width, from, to: right };
  });
}
