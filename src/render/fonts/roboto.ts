/** A character that Roboto lacks, as pdfmake ships it. */
const NOT_ROBOTO =
  /[^\u0020-\u007e\u00a0-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0486\u0488-\u0513\u1ea0-\u1ef9\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2212]/u;

/** Whether Roboto prints all of a text. */
export function isRoboto(text: string): boolean {
  return !NOT_ROBOTO.test(text);
}
