import type { FontPart } from './font-parts';
import { isRoboto } from './roboto';
import { visualRuns } from './visual-runs';

/** The graphemes that a document prints with a font. */
export interface FontUse {
  readonly normal: Set<string>;
  readonly bold: Set<string>;
}

export type FontUses = Map<FontPart, FontUse>;

type Node = Record<string, unknown>;

const FIGURE_SPACES = /\u2007/g;

/** Gives each text of a document, in place, the fonts that Roboto's gaps need, and tells which. */
export function setFonts(content: unknown, boldStyles: ReadonlySet<string>): FontUses {
  const uses: FontUses = new Map();
  visit(content, false);
  return uses;

  function visit(node: unknown, inheritsBold: boolean): void {
    if (Array.isArray(node)) visitAll(node, inheritsBold);
    else if (isNode(node)) {
      const isBold = boldOf(node, inheritsBold);
      if (typeof node.text === 'string' && needsFonts(node.text)) node.text = runsOf(node.text, isBold, {});
      else if (Array.isArray(node.text)) node.text = node.text.flatMap((part) => inlines(part, isBold));
      for (const key of ['stack', 'columns', 'ul', 'ol', 'body', 'table']) visit(node[key], isBold);
    }
  }

  function visitAll(nodes: unknown[], isBold: boolean): void {
    nodes.forEach((node, index) => {
      if (typeof node !== 'string') visit(node, isBold);
      else if (needsFonts(node)) nodes[index] = { text: runsOf(node, isBold, {}) };
    });
  }

  /** pdfmake forgets the look of a text inside a text, so each run has it. */
  function inlines(part: unknown, isBold: boolean): unknown[] {
    if (typeof part === 'string') return needsFonts(part) ? runsOf(part, isBold, {}) : [part];
    if (!isNode(part) || typeof part.text !== 'string' || !needsFonts(part.text)) return [part];
    return runsOf(part.text, boldOf(part, isBold), part);
  }

  function runsOf(text: string, isBold: boolean, look: Node): Node[] {
    return text.split('\n').flatMap((line, index): Node[] => {
      const lineEnd = index === 0 ? [] : [{ ...look, text: '\n' }];
      if (!needsFonts(line)) return [...lineEnd, { ...look, text: line }];
      return [
        ...lineEnd,
        ...visualRuns(line).map((run): Node => {
          if (!run.font) return { ...look, text: run.text };
          note(run.font, run.text, isBold);
          return { ...look, text: run.text, font: run.font.fontName };
        }),
      ];
    });
  }

  function note(font: FontPart, text: string, isBold: boolean): void {
    const use = uses.get(font) ?? { normal: new Set(), bold: new Set() };
    uses.set(font, use);
    use[isBold ? 'bold' : 'normal'].add(text);
  }

  function boldOf({ bold, style }: Node, inherited: boolean): boolean {
    if (typeof bold === 'boolean') return bold;
    return typeof style === 'string' && boldStyles.has(style) ? true : inherited;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** The full table pads its numbers with figure spaces, which Roboto has. */
function needsFonts(text: string): boolean {
  return !isRoboto(text.replace(FIGURE_SPACES, '').replaceAll('\n', ''));
}
