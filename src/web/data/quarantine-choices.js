import { counted } from '../lib/words.js';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The options of the ingestions that put rows aside. */
export function ingestionChoice(ingestions) {
  return [
    new Option('All', ''),
    ...ingestions.map(
      ({ id, started_at: at, counts }) =>
        new Option(`${when.format(new Date(at))}: ${counted(counts.quarantined, 'row')}`, id),
    ),
  ];
}

/** How many rows each reason put aside, the most first. */
export function reasonsOf(files) {
  const counts = new Map();
  for (const { reasons } of files)
    for (const [reason, count] of Object.entries(reasons))
      counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].sort(([, one], [, other]) => other - one);
}

export function reasonChoice(reasons) {
  return [
    new Option('All', ''),
    ...reasons.map(([reason, count]) => new Option(`${reason}: ${counted(count, 'row')}`, reason)),
  ];
}
