/**
 * What a store id may be, in the regular-expression syntax of polars. Tag characters belong to the emoji of some flags,
 * so they are never trimmed, and a joiner between emoji is part of what people see.
 */
const UNSEEN = '\\p{Cf}&&[^\\x{E0020}-\\x{E007F}]';

/** At the ends of any cell: blanks and invisible characters. */
export const TRIMMED_PATTERN = `^[\\s[${UNSEEN}]]+|[\\s[${UNSEEN}]]+$`;

const JOINED_EMOJI = '[\\p{Extended_Pictographic}\\x{FE0F}\\x{1F3FB}-\\x{1F3FF}]\\x{200D}';
/** Inside an id: nothing that people do not see. */
export const SEEN_ID_PATTERN = `^(?:[^\\p{Cf}]|${JOINED_EMOJI})*$`;
export const PRINTABLE_ID_PATTERN = '^[^\\s\\p{Cc}\\x{FFFD}]*$';
export const LONG_ID_PATTERN = '^\\S{201,}$';

/** Matches `8.4E+18`, `8.4e18`, `8E+18`, `8,4E+18` and `123.0`: the digits are lost, so the row cannot be used. */
export const NUMBER_ID_PATTERN = '^[+-]?(?:\\d+\\.\\d*|\\d+(?:[.,]\\d+)?[eE]\\+\\d+|\\d+[.,]\\d+[eE]\\d+)$';

/** Errors of spreadsheets in any language (`#REF!`, `#BEZUG!`), columns too narrow (`####`), values still to come. */
export const ERROR_ID_PATTERN =
  '^(?:(?i:#N/?[ADV]|#GETTING_DATA|#BUSY!|Err:\\d{3}|Loading(?:\\.{3}|…))|#[\\p{Lu}¡¿][\\p{Lu}\\d/_¡¿]*[!?]|#{2,})$';
