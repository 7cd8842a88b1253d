import { type Zippable, zipSync } from 'fflate';

type Cell = string | number | boolean | null | { readonly error: string } | { readonly raw: string };

export interface SheetToPack {
  readonly name: string;
  /** null: the row is missing in the file. */
  readonly rows: readonly (readonly Cell[] | null)[];
}

interface WorkbookOptions {
  readonly countsFrom1904?: boolean;
  /** Texts in one list for the workbook, as Excel has them, and not in each cell. */
  readonly sharedTexts?: boolean;
  /** The number of each row and the place of each cell, as Excel writes them. */
  readonly places?: boolean;
}

export function packZip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const zippable: Zippable = {};
  for (const [name, content] of Object.entries(files))
    zippable[name] = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.from(zipSync(zippable));
}

/** A workbook as .xlsx. */
export function packWorkbook(sheets: readonly SheetToPack[], options: WorkbookOptions = {}): Buffer {
  const { countsFrom1904 = false, sharedTexts = true, places = true } = options;
  const shared: string[] = [];
  const cellXml = (cell: Cell, place: string) => {
    const at = places ? ` r="${place}"` : '';
    if (cell === null) return places ? '' : '<c/>';
    if (typeof cell === 'number') return `<c${at}><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c${at} t="b"><v>${Number(cell)}</v></c>`;
    if (typeof cell === 'object' && 'error' in cell) return `<c${at} t="e"><v>${cell.error}</v></c>`;
    if (typeof cell === 'object') return `<c${at}>${cell.raw}</c>`;
    const text = escapeXml(cell);
    if (!sharedTexts) return `<c${at} t="inlineStr"><is><t>${text}</t></is></c>`;
    if (!shared.includes(text)) shared.push(text);
    return `<c${at} t="s"><v>${shared.indexOf(text)}</v></c>`;
  };
  const sheetXml = ({ rows }: SheetToPack) => {
    const body = rows.map((row, index) => {
      if (row === null) return '';
      const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`));
      return `<row${places ? ` r="${index + 1}"` : ''}>${cells.join('')}</row>`;
    });
    return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`;
  };
  const parts = sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]);
  const names = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const relations = sheets.map((_sheet, index) =>
    relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  return packZip({
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': relationsXml([relation(1, 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><workbookPr date1904="${Number(countsFrom1904)}"/><sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...relations,
      ...(sharedTexts ? [relation(sheets.length + 1, 'sharedStrings', '/xl/sharedStrings.xml')] : []),
    ]),
    ...Object.fromEntries(parts),
    ...(sharedTexts
      ? {
          'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}">${shared.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
        }
      : {}),
  });
}

/** The archive with the mark of a password on every file. */
export function markEncrypted(zip: Buffer): Buffer {
  const marked = Buffer.from(zip);
  for (const [signature, flags] of [
    ['504b0304', 6],
    ['504b0102', 8],
  ] as const) {
    const bytes = Buffer.from(signature, 'hex');
    for (let at = marked.indexOf(bytes); at >= 0; at = marked.indexOf(bytes, at + 4))
      marked[at + flags] = (marked[at + flags] ?? 0) | 1;
  }
  return marked;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${RELATION}/${type}" Target="${target}"/>`;
}

function relationsXml(relations: readonly string[]): string {
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`;
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
