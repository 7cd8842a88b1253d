import { WEEK_HOURS, type WeekHeat } from '../../src/contract/report';
import { heatMap } from '../../src/pictures/heat-map';
import { heatCells, heatStep } from '../../src/pictures/heat-scale';
import { pageSkin } from '../../src/pictures/page-skin';
import { printSkin } from '../../src/pictures/print-skin';

const HOUR = 3_600_000_000;

function heatOf(
  cells: Readonly<Record<number, readonly [up: number, down: number, unknown: number]>>,
): WeekHeat {
  const list = (part: 0 | 1 | 2) => Array.from({ length: WEEK_HOURS }, (_, hour) => cells[hour]?.[part] ?? 0);
  return { upMicros: list(0), downMicros: list(1), unknownMicros: list(2) };
}

describe('the heat map', () => {
  const heat = heatOf({
    0: [10 ** 15, 1, 0],
    9: [HOUR, 0, 0],
    10: [29 * HOUR, 71 * HOUR, 0],
    33: [0, 0, HOUR],
    167: [HOUR, HOUR, 3 * HOUR],
  });

  it('shows 100 only for an hour without downtime, and no number for an unknown hour', () => {
    const cells = heatCells(heat);
    expect([0, 9, 10, 33, 40].map((place) => cells[place]?.upPercent)).toEqual([99, 100, 29, null, null]);
    expect([33, 40].map((place) => cells[place]?.isOpen)).toEqual([true, false]);
    expect(cells[167]).toMatchObject({ weekday: 6, hour: 23, upPercent: 50, isBarelyKnown: true });
  });

  it('has one colour step for each range of uptime', () => {
    expect([100, 99, 98, 95, 94, 90, 89, 75, 74, 0].map(heatStep)).toEqual([0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it('is the same drawing on paper and page, except for its colours and fonts', () => {
    const bare = (svg: string) =>
      svg
        .replace(/<svg[^>]*>/, '')
        .replace(/<\/?g>|<title>[^<]*<\/title>/g, '')
        .replace(/ (class|fill|stroke|font-family)="[^"]*"/g, '');
    expect(bare(heatMap(heat, pageSkin))).toBe(bare(heatMap(heat, printSkin)));
  });

  it('describes itself to screen readers, and has no inline style', () => {
    const svg = heatMap(heat, pageSkin);
    expect(svg).toContain('role="img" aria-label="The week by the hour.');
    expect(svg).toContain('<title>Mon 09:00: 100% up; up 1.00 h, down 0.00 h, unknown 0.00 h</title>');
    expect(svg).toContain('<title>Tue 09:00: nothing is known;');
    expect(svg).not.toMatch(/ style=|#[0-9a-f]{6}/);
  });
});
