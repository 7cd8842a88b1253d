/** A format that is not opened. */
export interface ForeignFormat {
  /** Goes on from the name of the file. */
  readonly what: string;
  readonly remedy: string;
}

/** What the first bytes of a file say, whatever its name is. */
export type FileFormat = 'text' | 'gzip' | 'zip' | ForeignFormat;

const UNPACK_IT = 'Unpack it, or pack the CSV as .csv.gz or .zip.';
const EXPORT = 'Export it as CSV (UTF-8).';

/** By their first bytes in hexadecimal. */
const FOREIGN_FORMATS: readonly (readonly [start: RegExp, what: string, remedy: string])[] = [
  [
    /^d0cf11e0a1b11ae1/,
    'is an old Excel file (.xls), or a workbook with a password',
    'Save it as .xlsx or CSV, without a password.',
  ],
  // "BZh" may begin a text: a digit and a fixed number follow where it is bzip2.
  [/^425a683[1-9]314159265359/, 'is compressed with bzip2', UNPACK_IT],
  [/^fd377a585a00/, 'is compressed with xz', UNPACK_IT],
  [/^28b52ffd/, 'is compressed with zstd', UNPACK_IT],
  [/^377abcaf271c/, 'is a 7z archive', UNPACK_IT],
  [/^526172211a07/, 'is a RAR archive', UNPACK_IT],
  [/^50415231/, 'is a Parquet file', EXPORT],
  [/^255044462d/, 'is a PDF', EXPORT],
  [/^53514c69746520666f726d6174/, 'is an SQLite database', EXPORT],
  [/^(?:89504e470d0a1a0a|ffd8ff|47494638)/, 'is a picture', EXPORT],
];

/** So many first bytes tell the format. */
export const FORMAT_BYTES = 16;

/** @param head the first bytes of the file: FORMAT_BYTES or more, if it has them. */
export function formatOf(head: Buffer): FileFormat {
  const start = head.subarray(0, FORMAT_BYTES).toString('hex');
  if (start.startsWith('1f8b')) return 'gzip';
  // The second of the two is the start of an archive without any file.
  if (/^504b(?:0304|0506)/.test(start)) return 'zip';
  const found = FOREIGN_FORMATS.find(([pattern]) => pattern.test(start));
  return found ? { what: found[1], remedy: found[2] } : 'text';
}
