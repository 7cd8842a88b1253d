import { COLOURS, FONT } from './theme';

const HATCH_STEP = 4;

interface TextLook {
  readonly size: number;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

interface RectLook {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

/** A drawing in points, put together shape by shape. */
export class Drawing {
  readonly #shapes: string[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  rect(x: number, y: number, width: number, height: number, look: RectLook): void {
    const stroke = look.stroke ? ` stroke="${look.stroke}" stroke-width="${look.strokeWidth ?? 0.6}"` : '';
    this.#shapes.push(
      `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" fill="${look.fill ?? 'none'}"${stroke}/>`,
    );
  }

  line(x1: number, y1: number, x2: number, y2: number, colour: string, strokeWidth = 0.6): void {
    this.path(`M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}`, { stroke: colour, strokeWidth });
  }

  circle(x: number, y: number, radius: number, look: RectLook): void {
    const stroke = look.stroke ? ` stroke="${look.stroke}" stroke-width="${look.strokeWidth ?? 0.6}"` : '';
    this.#shapes.push(
      `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${look.fill ?? 'none'}"${stroke}/>`,
    );
  }

  path(d: string, look: RectLook): void {
    const stroke = look.stroke ? ` stroke="${look.stroke}" stroke-width="${look.strokeWidth ?? 0.6}"` : '';
    this.#shapes.push(`<path d="${d}" fill="${look.fill ?? 'none'}"${stroke}/>`);
  }

  /** `y` is the baseline. */
  text(x: number, y: number, text: string, look: TextLook): void {
    this.#shapes.push(
      `<text x="${fixed(x)}" y="${fixed(y)}" font-family="${FONT}" font-size="${look.size}"` +
        `${look.bold ? ' font-weight="bold"' : ''} fill="${look.colour ?? COLOURS.ink}"` +
        ` text-anchor="${look.anchor ?? 'start'}">${escaped(text)}</text>`,
    );
  }

  up(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: COLOURS.up });
  }

  down(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: COLOURS.down });
  }

  unknown(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: '#ffffff' });
    let d = '';
    for (
      let sum = Math.ceil((x + y) / HATCH_STEP) * HATCH_STEP;
      sum < x + width + y + height;
      sum += HATCH_STEP
    ) {
      const left = Math.max(x, sum - y - height);
      const right = Math.min(x + width, sum - y);
      d += `M${fixed(left)} ${fixed(sum - left)}L${fixed(right)} ${fixed(sum - right)}`;
    }
    if (d) this.path(d, { stroke: COLOURS.unknownLine, strokeWidth: 0.7 });
  }

  toSvg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}">${this.#shapes.join('')}</svg>`;
  }
}

function fixed(points: number): string {
  return String(Number(points.toFixed(2)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
