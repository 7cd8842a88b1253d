import { counted } from '../lib/words.js';

/** @typedef {import('../../api/ingestions/ingestion-body').IngestionSummaryBody} IngestionSummary */
/** @typedef {import('../../api/ingestions/ingestion-body').IngestionBody} Ingestion */

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * The options for ingestions with quarantined rows.
 * @param {readonly IngestionSummary[]} ingestions
 */
export function ingestionChoice(ingestions) {
  return [
    new Option('All', ''),
    ...ingestions.map(
      ({ id, started_at: at, counts }) =>
        new Option(`${when.format(new Date(at))}: ${counted(counts?.quarantined ?? 0, 'row')}`, id),
    ),
  ];
}

/**
 * How many rows each reason quarantined, the most frequent reason first.
 * @param {Ingestion['files']} files
 * @returns {readonly (readonly [reason: string, count: number])[]}
 */
export function reasonsOf(files) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { reasons } of files)
    for (const [reason, count] of Object.entries(reasons))
      counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** @param {ReturnType<typeof reasonsOf>} reasons */
export function reasonChoice(reasons) {
  return [
    new Option('All', ''),
    ...reasons.map(([reason, count]) => new Option(`${reason}: ${counted(count, 'row')}`, reason)),
  ];
}
