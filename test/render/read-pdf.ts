type Pdf2Json = typeof import('pdf2json', { with: { 'resolution-mode': 'import' }});

// Its types only fit an ES module, although `require` works.
const PDFParser: Pdf2Json['default'] = require('pdf2json');

/** The text of each page in drawing order, without blanks: where words end depends on the layout. */
export function readPdf(pdf: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const parser = new PDFParser();
    parser.on('pdfParser_dataError', (error) => reject('parserError' in error ? error.parserError : error));
    parser.on('pdfParser_dataReady', ({ Pages }) =>
      resolve(
        Pages.map((page) =>
          squeezed(page.Texts.flatMap((text) => text.R.map((run) => decodeURIComponent(run.T))).join('')),
        ),
      ),
    );
    // The parser reads the whole memory block behind a buffer, which several buffers may share: copy it.
    // A level below 0 logs errors only. 0 counts as unset.
    parser.parseBuffer(Buffer.from(Uint8Array.from(pdf).buffer), -1);
  });
}

/** A text without blanks, as the parser gives it: of a code point above U+FFFF it keeps the lower half. */
export function squeezed(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[\u{10000}-\u{10ffff}]/gu, (one) => String.fromCharCode((one.codePointAt(0) ?? 0) & 0xffff));
}
