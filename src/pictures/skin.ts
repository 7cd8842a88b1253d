/** What a picture paints with. `up` is light, `down` is dark and `unknown` is hatched: told apart without colour too. */
export type Colour =
  | 'ink'
  | 'muted'
  | 'hairline'
  | 'band'
  | 'paper'
  | 'up'
  | 'down'
  | 'unknownLine'
  | HeatColour
  | `on${Capitalize<HeatColour>}`;

/** From a faultless hour to the worst. */
export type HeatStep = 0 | 1 | 2 | 3 | 4 | 5;
export type HeatColour = `heat${HeatStep}`;

/** How colours and letters are written into an SVG: fixed for print, by the page's style sheet on a page. */
export interface Skin {
  /** Attributes of a shape, with a blank before; null: none. */
  paint(fill: Colour | null, stroke: Colour | null): string;
  /** Attributes of the whole picture, with a blank before. */
  frame(width: number, height: number): string;
  /** Of each text, with a blank before. */
  readonly font: string;
  /** Whether shapes carry words that show when one points at them. */
  readonly hasHints: boolean;
}
