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
  return weekChart({ week, window, timezone: 'UTC', method }, printSkin);
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
  const svg = weekChart({ week, window, timezone: 'UTC', method: 'interpolate' }, printSkin);
  expect(svg.match(/>closed by then</g)).toHaveLength(1);
  expect(svg.match(/>closed</g)).toHaveLength(6);
});
