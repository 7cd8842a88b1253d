import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { FILES_VERSION } from '../../src/activities/report/content-key';
import { WEEK_HOURS } from '../../src/contract/week-heat';
import { renderCsv } from '../../src/render/csv';
import { renderJson } from '../../src/render/json';
import { renderPdf } from '../../src/render/pdf';
import { countStore, documentOf, store, week } from './documents';

/** The SHA-256 of each rendered file. A report reuses an older one's files, unless FILES_VERSION differs. */
const RECORDED = {
  version: 2,
  csv: '22517ce5d193a31ddeb7ab6e87e790861e4597d8497fed03afda925c6c3a4466',
  extendedCsv: '05ae84cbb41d11c79913613cea14cdde70ff27ead837b5b5ae8a33a778319ec3',
  countCsv: '62ea491cc12e48f0d9fd8ba9eecd562ac314da2eb9522d2ba76fffb4495a22b6',
  json: '9c7cfc2b4952a815aed87af911950d44492594a1d276fee4e6b1a8203fffd907',
  fleetPdf: 'e59a007dc077b8156fe59565bedf6588ebe89a0781ca4559d1cefe1420dd2fb1',
  storePdf: '34884d4d23bddd2006b6e901c7e8e6e97af5f5b0dacc2ce5190c12e3ed201280',
};

const heat = {
  upMicros: Array.from({ length: WEEK_HOURS }, (_, hour) => (hour % 24) * 1_000_000),
  downMicros: Array.from({ length: WEEK_HOURS }, (_, hour) => (hour % 5) * 1_000_000),
  unknownMicros: Array.from({ length: WEEK_HOURS }, (_, hour) => (hour % 7) * 1_000_000),
};
const quality = { warnings: ['A warning.'], unknownStoreIds: ['never-polled'] };
const fleet = documentOf(
  Array.from({ length: 30 }, (_, index) => store(`store-${String(index).padStart(2, '0')}`)),
  { heat, quality },
);
const counted = documentOf([countStore('a'), countStore('b')], { method: 'count', quality });
const single = documentOf([store('a')], { weeks: [week('a')], quality });

it('files render to the bytes recorded for this FILES_VERSION', async () => {
  const rendered = {
    version: FILES_VERSION,
    csv: sha256([...renderCsv(fleet, { extended: false })].join('')),
    extendedCsv: sha256([...renderCsv(fleet, { extended: true })].join('')),
    countCsv: sha256([...renderCsv(counted, { extended: true })].join('')),
    json: sha256([...renderJson(fleet)].join('')),
    fleetPdf: sha256(uncompressed(await renderPdf(fleet, { fullTable: true }))),
    storePdf: sha256(uncompressed(await renderPdf(single, { fullTable: false }))),
  };
  if (JSON.stringify(rendered) === JSON.stringify(RECORDED)) return;
  throw new Error(
    `The rendered files have changed: raise FILES_VERSION in src/activities/report/content-key.ts, unless it was raised since the last release. Then record here:\n${JSON.stringify(rendered, null, 2)}`,
  );
});

/** The content of a PDF's streams (drawing operators, fonts): compressed bytes differ between versions of zlib. */
function uncompressed(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/\/Filter \/FlateDecode[^>]*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  expect(streams.length).toBeGreaterThan(0);
  return streams
    .map(([, bytes]) => inflateSync(Buffer.from(bytes ?? '', 'latin1')).toString('latin1'))
    .join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
