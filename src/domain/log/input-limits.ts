/** Columns of a file or a sheet. Real exports have some tens; each one costs memory in every block of rows. */
export const MAX_COLUMNS = 1_000;

/** The line of the header: room for MAX_COLUMNS names of a hundred bytes. */
export const MAX_HEADER_BYTES = 100_000;

/**
 * Bytes of a file's name in UTF-8, with that of a sheet behind it. File systems allow 255 and spreadsheets 31 characters,
 * and Temporal takes no summary of a step above 400 bytes.
 */
export const MAX_NAME_BYTES = 360;
