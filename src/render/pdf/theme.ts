import type { CustomTableLayout } from 'pdfmake/interfaces';
import { PICTURE_WIDTH } from '../../pictures/picture-width';
import { PRINT_COLOURS, PRINT_FONT } from '../../pictures/print-skin';

/** An A4 page in points. Every chart and table is as wide as the text. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 48, top: 50, bottom: 52 } as const;
export const TEXT_WIDTH = PICTURE_WIDTH;

export const FONT = PRINT_FONT;
/** The height of a line of Roboto, in its font size. */
export const FONT_LINE_HEIGHT = 1.171875;

export const COLOURS = PRINT_COLOURS;

export const STYLES = {
  brand: { fontSize: 8, bold: true, color: COLOURS.accent, characterSpacing: 2.2 },
  title: { fontSize: 27, bold: true, color: COLOURS.ink },
  subtitle: { fontSize: 11.5, color: COLOURS.muted, lineHeight: 1.25 },
  heading: { fontSize: 14, bold: true, color: COLOURS.ink },
  label: { fontSize: 7.5, bold: true, color: COLOURS.muted, characterSpacing: 0.9 },
  body: { fontSize: 9.5, lineHeight: 1.3, color: COLOURS.ink },
  note: { fontSize: 8.5, lineHeight: 1.25, color: COLOURS.muted },
  small: { fontSize: 7.5, lineHeight: 1.3, color: COLOURS.muted },
};

/** Hairlines between rows, a darker one below the header. */
export const ROW_LINES: CustomTableLayout = {
  hLineWidth: (row) => (row === 0 ? 0 : 0.6),
  vLineWidth: () => 0,
  hLineColor: (row) => (row === 1 ? COLOURS.muted : COLOURS.hairline),
  paddingLeft: (column) => (column === 0 ? 0 : 5),
  paddingRight: (column, node) => (column === (node.table.body[0]?.length ?? 0) - 1 ? 0 : 5),
  paddingTop: () => 2.9,
  paddingBottom: () => 2.9,
};
