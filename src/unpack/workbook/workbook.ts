import path from 'node:path/posix';
import type { Entry } from 'yauzl';
import { cannotOpen } from '../cannot-open';
import type { UnpackLimits } from '../unpack-limits';
import type { ZipArchive } from '../zip-archive';
import { readXml } from './xml-events';

export interface WorkbookSheet {
  readonly name: string;
  readonly entry: Entry;
}

/** An open .xlsx: where its parts are. */
export interface Workbook {
  /** In the order of the tabs. */
  readonly sheets: readonly WorkbookSheet[];
  /** Whether days are counted from 1904, as old spreadsheets of the Macintosh do. */
  readonly countsFrom1904: boolean;
  /** The texts of all cells; null: each cell holds its own. */
  readonly sharedTexts: Entry | null;
}

/** @throws LoopwatchError FILE_REJECTED */
export async function readWorkbook(archive: ZipArchive, limits: UnpackLimits): Promise<Workbook> {
  const root = await relationsOf(archive, '');
  const place = root.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const relations = await relationsOf(archive, place);
  const named: { name: string; relation: string }[] = [];
  let countsFrom1904 = false;
  await readXml(archive.read(requireEntry(archive, place)), {
    onOpen(name, attributes) {
      if (name === 'workbookPr') countsFrom1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1];
      named.push({ name: attributes.name ?? '', relation: relation ?? '' });
    },
    onClose: () => undefined,
    onText: () => undefined,
  });
  if (named.length > limits.maxSheets) {
    throw cannotOpen(
      `it has ${named.length} sheets: more than ${limits.maxSheets} are not read`,
      'Keep only the sheets of polls, menu hours and timezones.',
    );
  }
  const sheets = named.flatMap(({ name, relation }) => {
    const found = relations.find(({ id, type }) => id === relation && type.endsWith('/worksheet'));
    return found ? [{ name, entry: requireEntry(archive, found.target) }] : [];
  });
  const texts = relations.find(({ type }) => type.endsWith('/sharedStrings'));
  return {
    sheets,
    countsFrom1904,
    sharedTexts: texts ? requireEntry(archive, texts.target) : null,
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** What a part of the workbook refers to, with the names of the parts. */
async function relationsOf(archive: ZipArchive, part: string): Promise<Relation[]> {
  const folder = part === '' ? '' : path.dirname(part);
  const entry = findEntry(archive, path.join(folder, '_rels', `${path.basename(part)}.rels`));
  const relations: Relation[] = [];
  if (!entry) return relations;
  await readXml(archive.read(entry), {
    onOpen(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      relations.push({ id, type, target: path.resolve('/', folder, target).slice(1) });
    },
    onClose: () => undefined,
    onText: () => undefined,
  });
  return relations;
}

function requireEntry(archive: ZipArchive, name: string): Entry {
  const entry = findEntry(archive, name);
  if (entry) return entry;
  throw cannotOpen(
    `it is a damaged workbook (its part ${name} is missing)`,
    'Open it in a spreadsheet program and save it again.',
  );
}

/** Some programs write the names of parts in another case. */
function findEntry({ entries }: ZipArchive, name: string): Entry | null {
  const lower = name.toLowerCase();
  return (
    entries.find(({ fileName }) => fileName === name) ??
    entries.find(({ fileName }) => fileName.toLowerCase() === lower) ??
    null
  );
}
