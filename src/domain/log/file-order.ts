/** A file in the list of a source. */
export interface OrderedFile {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
}

const EXTENSIONS = /(?:\.(?:csv|tsv|txt|xlsx|xlsm|gz|zip))+$/i;
/** A sheet of a workbook, `book.xlsx#Sheet`: whatever the workbook is called. */
const SHEET = /^(.+?\.(?:csv|xlsx|xlsm))#(.*)$/is;

/**
 * Compares two files: the later one holds where both give rows of a store. Later is the file of the later source, then
 * the one whose name without its extension is later in natural order. No two files are equal.
 * @param sourceIds in the order of the settings.
 */
export function compareFiles(sourceIds: readonly string[], a: OrderedFile, b: OrderedFile): number {
  return (
    sourceIds.indexOf(a.sourceId) - sourceIds.indexOf(b.sourceId) ||
    compareNames(a.name, b.name) ||
    compareText(a.sourceId, b.sourceId) ||
    compareText(a.fileId, b.fileId)
  );
}

/** Natural order: `hours 9` before `hours 10`, `hours` before `hours (1)`. Names that differ are never equal. */
export function compareNames(a: string, b: string): number {
  const [fileA, sheetA] = partsOf(a);
  const [fileB, sheetB] = partsOf(b);
  return compareNatural(fileA, fileB) || compareNatural(sheetA, sheetB) || compareText(a, b);
}

/** The name without its extension, and the name of the sheet. */
function partsOf(name: string): [file: string, sheet: string] {
  const [, file = name, sheet = ''] = SHEET.exec(name) ?? [];
  return [plain(file.replace(EXTENSIONS, '')), plain(sheet)];
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Texts and numbers take turns, so that each part meets one of its own sort. */
function compareNatural(a: string, b: string): number {
  const [partsA, partsB] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let index = 0; index < Math.min(partsA.length, partsB.length); index++) {
    const [partA = '', partB = ''] = [partsA[index], partsB[index]];
    const compared = index % 2 === 0 ? compareText(partA, partB) : compareNumbers(partA, partB);
    if (compared !== 0) return compared;
  }
  return partsA.length - partsB.length;
}

/** Compares the digits of whole numbers of any length. */
function compareNumbers(a: string, b: string): number {
  const [digitsA, digitsB] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return digitsA.length - digitsB.length || compareText(digitsA, digitsB);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
