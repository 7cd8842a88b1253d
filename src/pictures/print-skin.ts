import type { Colour, Skin } from './skin';

export const PRINT_FONT = 'Roboto';

export const PRINT_COLOURS = {
  ink: '#1c2b33',
  muted: '#5d6d77',
  hairline: '#d3dbe0',
  band: '#f3f6f7',
  paper: '#ffffff',
  accent: '#0f4c63',
  up: '#93c8d6',
  upEdge: '#5fa3b5',
  down: '#b0390f',
  unknownLine: '#93a0a8',
  // Each step is darker than the one before: the order also shows in grey.
  heat0: '#e4f1f4',
  heat1: '#c5e0e8',
  heat2: '#93c8d6',
  heat3: '#dc9a6c',
  heat4: '#b95322',
  heat5: '#86270a',
  onHeat0: '#1c2b33',
  onHeat1: '#1c2b33',
  onHeat2: '#1c2b33',
  onHeat3: '#1c2b33',
  onHeat4: '#ffffff',
  onHeat5: '#ffffff',
} as const satisfies Readonly<Record<Colour | 'accent' | 'upEdge', string>>;

/** For the PDF, whose bytes depend on the report alone. */
export const printSkin: Skin = {
  paint: (fill, stroke) =>
    ` fill="${fill ? PRINT_COLOURS[fill] : 'none'}"${stroke ? ` stroke="${PRINT_COLOURS[stroke]}"` : ''}`,
  frame: (width, height) => ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
  font: ` font-family="${PRINT_FONT}"`,
  hasHints: false,
};
