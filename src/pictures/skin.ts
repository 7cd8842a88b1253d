/** The paints of a picture. `up` is light, `down` is dark and `unknown` is hatched: they also differ without colour. */
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

/** 0 is an hour without downtime, the last is the worst. */
export type HeatStep = 0 | 1 | 2 | 3 | 4 | 5;
export type HeatColour = `heat${HeatStep}`;

/** How an SVG gets its colours and fonts: fixed values in print, CSS classes on a page. */
export interface Skin {
  /** Attributes of a shape, with a blank before; for null, none. */
  paint(fill: Colour | null, stroke: Colour | null): string;
  /** Attributes of the whole picture, with a blank before. */
  frame(width: number, height: number): string;
  /** Attributes of each text, with a blank before. */
  readonly font: string;
  /** Whether shapes have tooltips. */
  readonly hasHints: boolean;
}
