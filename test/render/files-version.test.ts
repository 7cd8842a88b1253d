import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { FILES_VERSION } from '../../src/activities/report/content-key';
import { WEEK_HOURS } from '../../src/contract/report';
import { renderCsv } from '../../src/render/csv';
import { renderJson } from '../../src/render/json';
import { renderPdf } from '../../src/render/pdf';
import { countStore, documentOf, store, week } from './documents';

/** The SHA-256 of each rendered file. A report reuses an older one's files, unless FILES_VERSION differs. */
const RECORDED = {
  version: 4,
  csv: '22517ce5d193a31ddeb7ab6e87e790861e4597d8497fed03afda925c6c3a4466',
  extendedCsv: '71e303839d3da6471c64228bd8fa7b983634335e25920d4a4b355a01db09f05e',
  countCsv: '323153f7ffe45939a41a88ed05dc1b3dd3ef38176d8d3eff82c5b123bfd04d2e',
  json: 'f4d5209731e0b7a928d6293e9115fdfd98b928e4d7e169ac5cbe878833df7d38',
  fleetPdf: 'f444c7854abe7382bc617c96531cd71bb2f9bdd5c1327efc96a389aab7084ae5',
  storePdf: 'ec7c98f54c56e849ce301c14509d29301794336dadb623d80c41b73797bf7bcf',
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
