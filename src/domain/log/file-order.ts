/** A file in the list of a source. */
export interface OrderedFile {
  readonly sourceId: string;
  readonly fileId: string;
  readonly name: string;
}

const EXTENSIONS = /(?:\.(?:csv|tsv|txt|xlsx|gz|zip))+$/i;

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
  return compareNatural(stem(a), stem(b)) || compareText(a, b);
}

function stem(name: string): string {
  return name.replace(EXTENSIONS, '').normalize('NFKC').toLowerCase();
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
