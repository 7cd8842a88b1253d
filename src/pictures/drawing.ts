import type { Colour, Skin } from './skin';

const HATCH_STEP = 4;

interface TextLook {
  readonly size: number;
  readonly colour?: Colour;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

interface ShapeLook {
  readonly fill?: Colour;
  readonly stroke?: Colour;
  readonly strokeWidth?: number;
}

/** What a picture shows, for screen readers. */
interface About {
  readonly title: string;
  readonly description?: string;
}

/** A drawing in points, built shape by shape. */
export class Drawing {
  readonly #shapes: string[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    readonly skin: Skin,
  ) {}

  rect(x: number, y: number, width: number, height: number, look: ShapeLook): void {
    const [w, h] = [fixed(width), fixed(height)];
    this.#shapes.push(
      `<rect x="${fixed(x)}" y="${fixed(y)}" width="${w}" height="${h}"${this.#paint(look)}/>`,
    );
  }

  line(x1: number, y1: number, x2: number, y2: number, colour: Colour, strokeWidth = 0.6): void {
    this.path(`M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}`, { stroke: colour, strokeWidth });
  }

  path(d: string, look: ShapeLook): void {
    this.#shapes.push(`<path d="${d}"${this.#paint(look)}/>`);
  }

  /** `y` is the baseline. */
  text(x: number, y: number, text: string, look: TextLook): void {
    const { size, colour = 'ink', anchor = 'start', bold } = look;
    this.#shapes.push(
      `<text x="${fixed(x)}" y="${fixed(y)}"${this.skin.font} font-size="${size}"` +
        `${bold ? ' font-weight="bold"' : ''}${this.skin.paint(colour, null)}` +
        ` text-anchor="${anchor}">${escaped(text)}</text>`,
    );
  }

  /** Draws shapes with a tooltip. */
  hinted(hint: string, draw: () => void): void {
    if (this.skin.hasHints) this.#shapes.push(`<g><title>${escaped(hint)}</title>`);
    draw();
    if (this.skin.hasHints) this.#shapes.push('</g>');
  }

  up(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: 'up' });
  }

  down(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: 'down' });
  }

  unknown(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, { fill: 'paper' });
    let d = '';
    const firstSum = Math.ceil((x + y) / HATCH_STEP) * HATCH_STEP;
    for (let sum = firstSum; sum < x + width + y + height; sum += HATCH_STEP) {
      const left = Math.max(x, sum - y - height);
      const right = Math.min(x + width, sum - y);
      d += `M${fixed(left)} ${fixed(sum - left)}L${fixed(right)} ${fixed(sum - right)}`;
    }
    if (d) this.path(d, { stroke: 'unknownLine', strokeWidth: 0.7 });
  }

  /** A picture without a description is decorative: its numbers stand beside it. */
  toSvg(about: About | null = null): string {
    const frame = this.skin.frame(this.width, this.height);
    return `<svg xmlns="http://www.w3.org/2000/svg"${frame}${this.#role(about)}>${this.#shapes.join('')}</svg>`;
  }

  #role(about: About | null): string {
    if (!this.skin.hasHints) return '';
    if (!about) return ' aria-hidden="true"';
    const words = [about.title, about.description].filter(Boolean).join('. ');
    return ` role="img" aria-label="${escaped(words)}"`;
  }

  #paint({ fill, stroke, strokeWidth = 0.6 }: ShapeLook): string {
    const paint = this.skin.paint(fill ?? null, stroke ?? null);
    return stroke ? `${paint} stroke-width="${strokeWidth}"` : paint;
  }
}

function fixed(points: number): string {
  return String(Number(points.toFixed(2)));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
