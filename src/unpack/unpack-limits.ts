import { MAX_COLUMNS } from '../domain/log/input-limits';

/** Bounds against files that are small and unpack to more than a machine holds. */
export interface UnpackLimits {
  /** Of one unpacked file, or of one part of a workbook. */
  readonly maxBytes: number;
  /** How many times larger than its packed bytes it may be, once it is above `freeBytes`. */
  readonly maxRatio: number;
  /** So many bytes are allowed at any ratio. */
  readonly freeBytes: number;
  /** Files in an archive, or parts of a workbook. */
  readonly maxEntries: number;
  readonly maxSheets: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxCellChars: number;
  /** Different texts of a workbook: they are in memory while a sheet is read. */
  readonly maxSharedTexts: number;
  readonly maxSharedChars: number;
}

const MEBIBYTE = 1024 * 1024;

export const UNPACK_LIMITS: UnpackLimits = {
  maxBytes: 8 * 1024 * MEBIBYTE,
  maxRatio: 200,
  freeBytes: 64 * MEBIBYTE,
  maxEntries: 10_000,
  maxSheets: 100,
  maxRows: 1_048_576,
  maxColumns: MAX_COLUMNS,
  maxCellChars: 100_000,
  maxSharedTexts: 4_000_000,
  maxSharedChars: 128 * MEBIBYTE,
};
