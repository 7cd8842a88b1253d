import type { Column, Content } from 'pdfmake/interfaces';
import type { ReportDocument } from '../../contract/report';
import { formatHundredths } from '../../domain/numbers/rounding';
import { flooredCoverage, roundedQuantity } from '../../domain/report/store-row';
import { counted } from '../../domain/wording/report-words';
import { LINE_HEIGHT, TABLE_FONT_SIZE, type TableGrid, tableGrid, tableQuantities } from './full-table-grid';
import { fullTableHeader } from './full-table-header';
import { linesOf, printableText } from './printable-text';
import { COLOURS, FONT_LINE_HEIGHT, TEXT_WIDTH } from './theme';

const LINES_PER_PAGE = { first: 66, later: 70 };
/** A blank as wide as a digit. All digits of Roboto have one width, so padded numbers align. */
const FIGURE_SPACE = '\u2007';
const WIDEST_NUMBER = '168.00'.length;

/**
 * Every store, page by page. A page is lines of text, not a table, and a row's numbers are one padded word: pdfmake takes
 * time for each word and cell. This way 14,000 stores take seconds.
 */
export function fullTablePages({ stores, pins }: ReportDocument): Content[] {
  const ids = stores.map((store) => printableText(store.storeId));
  const grid = tableGrid(ids, pins.method);
  const columns = tableQuantities(pins.method);
  const rows = stores.map(
    (store, index): Row => ({
      idLines: linesOf(ids[index] ?? '', grid.idTextWidth, TABLE_FONT_SIZE),
      numbers: columns
        .map(({ quantity, window, opensGroup }, column) => {
          const gap = column === 0 ? 0 : grid.gapFigures + (opensGroup ? grid.groupGapFigures : 0);
          const hundredths = roundedQuantity(store, quantity, window);
          const text = hundredths === null ? '–' : formatHundredths(hundredths);
          return FIGURE_SPACE.repeat(gap) + text.padStart(WIDEST_NUMBER, FIGURE_SPACE);
        })
        .join(''),
      coverage: coverageText(flooredCoverage(store)),
    }),
  );
  return paged(rows).flatMap((page, index): Content[] => [
    ...(index === 0 ? [title(stores.length)] : []),
    { stack: fullTableHeader(grid, pins.method), ...(index === 0 ? {} : { pageBreak: 'before' }) },
    { canvas: bands(page), relativePosition: { x: 0, y: 0 } },
    body(page, grid),
  ]);
}

interface Row {
  readonly idLines: readonly string[];
  readonly numbers: string;
  readonly coverage: string;
}

function coverageText(hundredths: number | null): string {
  return hundredths === null ? '–' : formatHundredths(hundredths);
}

function paged(rows: readonly Row[]): Row[][] {
  const pages: Row[][] = [];
  let room = 0;
  for (const row of rows) {
    const lines = row.idLines.length;
    const page = pages.at(-1);
    if (page && lines <= room) {
      page.push(row);
      room -= lines;
    } else {
      room = (page ? LINES_PER_PAGE.later : LINES_PER_PAGE.first) - lines;
      pages.push([row]);
    }
  }
  return pages;
}

function title(count: number): Content {
  return {
    pageBreak: 'before',
    stack: [
      { text: 'Every store', style: 'title', fontSize: 20 },
      { text: `${counted(count, 'store')}, by store id.`, style: 'note', margin: [0, 2, 0, 6] },
    ],
  };
}

/** Every second row has a band, which makes rows easy to follow. */
function bands(page: readonly Row[]) {
  let line = 0;
  return page.flatMap((row, index) => {
    const top = line * LINE_HEIGHT;
    line += row.idLines.length;
    const height = row.idLines.length * LINE_HEIGHT;
    const band = { type: 'rect' as const, x: -4, y: top, w: TEXT_WIDTH + 8, h: height, color: COLOURS.band };
    return index % 2 === 0 ? [] : [band];
  });
}

function body(page: readonly Row[], grid: TableGrid): Content {
  const first = (pick: (row: Row) => string) =>
    page.flatMap((row) => row.idLines.map((_, line) => (line === 0 ? pick(row) : '')));
  const column = (lines: readonly string[], width: number, alignment: 'left' | 'right'): Column => ({
    text: lines.join('\n'),
    width,
    alignment,
  });
  return {
    columns: [
      column(
        page.flatMap((row) => row.idLines),
        grid.idWidth,
        'left',
      ),
      column(
        first((row) => row.numbers),
        grid.numbersWidth,
        'right',
      ),
      ...(grid.coverageWidth > 0
        ? [
            column(
              first((row) => row.coverage),
              grid.coverageWidth,
              'right',
            ),
          ]
        : []),
    ],
    fontSize: TABLE_FONT_SIZE,
    lineHeight: LINE_HEIGHT / (TABLE_FONT_SIZE * FONT_LINE_HEIGHT),
  };
}
