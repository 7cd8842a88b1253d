import path from 'node:path';

/** What the name of a file says: whether to look into it, and if not, why. */
export type NameVerdict =
  | { readonly looks: true; readonly mayBeInput: boolean }
  | {
      readonly looks: false;
      readonly reason: string;
      readonly mayBeInput: boolean;
      readonly isUsual: boolean;
    };

/** What systems, spreadsheet programs and projects put into a folder by themselves. */
const USUAL = /^(?:\..*|Thumbs\.db|desktop\.ini|(?:readme|licen[cs]e|notice|changelog)(?:\.(?:md|txt))?)$/i;
const UNFINISHED = /(?:^~|~$|\.(?:part|partial|crdownload|download|filepart|tmp|temp|swp)$)/i;
const LOOKED_INTO = ['.csv', '.gz', '.zip', '.xlsx', '.xlsm'];
/** Many other files have these endings: such a file may lie there without being named as a possible input. */
const LOOKED_INTO_TOO = ['.txt', '.tsv', ''];
const OTHER_TABLES = ['.xls', '.xlsb', '.ods', '.numbers', '.bz2', '.xz', '.zst', '.7z', '.rar', '.tgz'];

export function judgeName(name: string): NameVerdict {
  const extension = path.extname(name).toLowerCase();
  if (USUAL.test(name)) return no('it is no table.', { isUsual: true });
  if (name.startsWith('~$')) return no('it is the lock of a spreadsheet program.');
  if (UNFINISHED.test(name))
    return no('its name says that it is not complete: it is read under its final name.');
  if (LOOKED_INTO.includes(extension)) return { looks: true, mayBeInput: true };
  if (LOOKED_INTO_TOO.includes(extension)) return { looks: true, mayBeInput: false };
  if (OTHER_TABLES.includes(extension)) {
    return no(`files that end in ${extension} are not read. Save it as .xlsx or CSV.`, { mayBeInput: true });
  }
  return no(`files that end in ${extension} are not read.`);
}

function no(reason: string, { mayBeInput = false, isUsual = false } = {}): NameVerdict {
  return { looks: false, reason, mayBeInput, isUsual };
}
