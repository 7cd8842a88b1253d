import path from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { ReportDocument } from '../contract/report';
import { formatInstant } from '../domain/time/instants';
import { methodName } from '../domain/wording/report-words';
import { loadFonts } from './fonts/load-fonts';
import { setFonts } from './fonts/text-fonts';
import { attentionPage } from './pdf/attention-page';
import { FEW_STORES, firstPage } from './pdf/first-page';
import { fullTablePages } from './pdf/full-table';
import { qualityPage } from './pdf/quality-page';
import { singleStorePage, storePages } from './pdf/store-page';
import { COLOURS, FONT, PAGE, STYLES } from './pdf/theme';

const FONT_FOLDER = path.join(path.dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const BOLD_STYLES = new Set(
  Object.entries(STYLES).flatMap(([name, style]) => ('bold' in style ? [name] : [])),
);

/**
 * The report on A4 pages. The same document gives the same bytes. The layout blocks the thread for about a quarter of a
 * second, and with the full table for as long again for every thousand stores.
 */
export async function renderPdf(
  document: ReportDocument,
  options: { readonly fullTable: boolean },
): Promise<Buffer> {
  const content = contentOf(document, options.fullTable);
  const { families, files } = await loadFonts(setFonts(content, BOLD_STYLES));
  pdfmake.setFonts({
    ...families,
    [FONT]: {
      normal: path.join(FONT_FOLDER, 'Roboto-Regular.ttf'),
      bold: path.join(FONT_FOLDER, 'Roboto-Medium.ttf'),
    },
  });
  // pdfmake asks this object for each font file before the disk; of it, it only ever reads.
  Object.assign(pdfmake, {
    virtualfs: {
      existsSync: (file: string) => files.has(file),
      readFileSync: (file: string) => files.get(file),
    },
  });
  // Text of a report must not make pdfmake fetch an address or read a file.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((file) => path.dirname(file) === FONT_FOLDER);
  return pdfmake.createPdf(definitionOf(document, content)).getBuffer();
}

function contentOf(document: ReportDocument, fullTable: boolean): Content[] {
  const [week] = document.weeks;
  const table = fullTable ? fullTablePages(document) : [];
  if (week && document.stores.length === 1) return [...singleStorePage(document), ...table];
  return [
    ...firstPage(document),
    ...storePages(document),
    ...(document.stores.length > FEW_STORES ? attentionPage(document) : []),
    ...qualityPage(document),
    ...table,
  ];
}

function definitionOf(document: ReportDocument, content: Content[]): TDocumentDefinitions {
  const { pins } = document;
  const asOf = formatInstant(pins.asOfMicros);
  return {
    content,
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.left, PAGE.top, PAGE.right, PAGE.bottom],
    styles: STYLES,
    defaultStyle: { font: FONT, fontSize: 9.5, color: COLOURS.ink },
    language: 'en',
    displayTitle: true,
    version: '1.7',
    info: {
      title: `Loopwatch uptime report as of ${asOf}`,
      creator: 'Loopwatch',
      producer: 'Loopwatch',
      // As-of, not the clock: the bytes depend on the document only.
      creationDate: new Date(Math.floor(pins.asOfMicros / 1_000)),
    },
    footer: (page, pages) => ({
      margin: [PAGE.left, 22, PAGE.right, 0],
      style: 'small',
      columns: [
        { text: `Loopwatch uptime report  ·  ${methodName(pins)}  ·  as of ${asOf}`, width: '*' },
        { text: `${page} of ${pages}`, width: 70, alignment: 'right' },
      ],
    }),
  };
}
