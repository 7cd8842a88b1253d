import type { Method } from '../../src/contract/methods';
import { windowOf } from '../../src/domain/time/windows';
import { printSkin } from '../../src/pictures/print-skin';
import { weekChart } from '../../src/pictures/week-chart';
import { at } from '../domain/uptime/one-store';

/** A store open from 10:00 to 20:00 every day except Saturday; as-of is Wednesday 09:00. */
function chartOf(method: Method): string {
  const window = windowOf('week', at('2023-01-25 09:00:00'));
  const open = ['18', '19', '20', '22', '23', '24'];
  const business = open.map((day) => ({
    fromMicros: at(`2023-01-${day} 10:00:00`),
    toMicros: at(`2023-01-${day} 20:00:00`),
  }));
  const stretches = business.map((span) => ({ ...span, status: 'up' as const }));
  const week = { storeId: 'a', business, stretches, polls: [] };
  return weekChart({ week, window, clock: 'UTC', method, isKnown: true }, printSkin);
}

it('the week chart calls a day closed only if all of the day is in the week', () => {
  const words = [...chartOf('interpolate').matchAll(/>(closed|closed by then|not open so far)</g)].map(
    ([, word]) => word,
  );
  expect(words).toEqual(['closed', 'not open so far']);
});

it('the week chart says that a store closed before the week began', () => {
  const window = windowOf('week', at('2023-01-25 21:00:00'));
  const week = { storeId: 'a', business: [], stretches: [], polls: [] };
  const svg = weekChart({ week, window, clock: 'UTC', method: 'interpolate', isKnown: true }, printSkin);
  expect(svg.match(/>closed by then</g)).toHaveLength(1);
  expect(svg.match(/>closed</g)).toHaveLength(6);
});

it('the week chart of a store whose business time is not known says so, and draws only the polls', () => {
  const window = windowOf('week', at('2023-01-25 09:00:00'));
  const polls = [{ atMicros: at('2023-01-23 10:00:00'), active: false }];
  const week = { storeId: 'a', business: [], stretches: [], polls };
  const chart = { week, window, clock: 'UTC', isKnown: false };
  for (const method of ['interpolate', 'count'] as const) {
    const svg = weekChart({ ...chart, method }, printSkin);
    expect(svg.match(/>not known</g)).toHaveLength(8);
    expect(svg).not.toMatch(/>(closed|closed by then|not open so far)</);
    const without = weekChart({ ...chart, week: { ...week, polls: [] }, method }, printSkin);
    expect(svg.match(/<path/g)?.length).toBe((without.match(/<path/g)?.length ?? 0) + 1);
  }
});
