import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MICROS_PER_DAY, requireInstant } from '../../src/domain/time/instants';
import { renderCsv } from '../../src/render/csv';
import { documentOf } from '../render/documents';
import { tempFolder } from '../support/temp-folder';
import { ingest, report } from './run-pipeline';

const START = requireInstant('2022-12-30T00:00:00Z', 'start');
const AS_OF = START + 30 * MICROS_PER_DAY;

/** 30 days of polls of 25 stores, two hours apart. The second file repeats the last days, partly changed. */
function polls(file: number): string {
  const lines: string[] = ['store_id,status,timestamp_utc'];
  for (let turn = file === 0 ? 0 : 300; turn < 360; turn++) {
    for (let store = 0; store < 25; store++) {
      const at = new Date((START + turn * 7_200_000_000) / 1_000 + store * 1_000).toISOString();
      const isActive = (turn * 7 + store * (1 + file)) % 11 > 2;
      lines.push(`store-${store},${isActive ? 'active' : 'inactive'},${at.slice(0, 19)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

describe('a report', () => {
  const root = tempFolder();

  it('has the same bytes for any number of parts that its polls were ingested in', async () => {
    const texts: string[] = [];
    const segments: number[] = [];
    for (const partRows of [100_000, 1_000, 200]) {
      const folder = join(root, String(partRows));
      mkdirSync(folder);
      const input = { polls: [polls(0), polls(1)], hours: [], timezones: [] };
      const ingested = await ingest(folder, input, partRows);
      const { figures } = await report(ingested, {
        asOfMicros: AS_OF,
        method: 'interpolate',
        holdSeconds: 7_200,
      });
      texts.push([...renderCsv(documentOf(figures), { extended: true })].join(''));
      segments.push(ingested.segments.length);
    }
    expect(texts[0]?.split('\n')).toHaveLength(27);
    expect(texts.slice(1)).toEqual([texts[0], texts[0]]);
    // Five weeks and one more part. The fewer rows a part may have, the more often weeks are split by store.
    expect(segments[0]).toBe(6);
    expect(segments[1]).toBeGreaterThan(6);
    expect(segments[2]).toBeGreaterThan(segments[1] ?? 0);
  });
});
