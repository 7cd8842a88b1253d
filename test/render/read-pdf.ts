type Pdf2Json = typeof import('pdf2json', { with: { 'resolution-mode': 'import' }});

// Its types are those of an ES module only, though it can be required.
const PDFParser: Pdf2Json['default'] = require('pdf2json');

/** The text of each page, word by word in drawing order, blanks left out: where a word ends is a matter of layout. */
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
    // Below 0 is errors alone: 0 is read as unset.
    parser.parseBuffer(Buffer.from(Uint8Array.from(pdf).buffer), -1);
  });
}

export function squeezed(text: string): string {
  return text.replace(/\s/g, '');
}
