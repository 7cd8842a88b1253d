import { METHOD_FACTS } from '../../../contract/methods';
import type { ReportQuality } from '../../../contract/report';
import { pinnedVersion, VERSIONED_FACTS, VERSIONED_KINDS } from '../../../contract/versioned-inputs';
import type { ReportSummary } from '../../../domain/report/report-summary';
import { knownTenths } from '../../../domain/report/total-ratios';
import { MICROS_PER_SECOND } from '../../../domain/time/instants';
import {
  type CountInWords,
  pollCounts,
  type StoresOfState,
  storeCounts,
} from '../../../domain/wording/quality-words';
import { capital, durationWords, percentWords, wholeNumber } from '../../../domain/wording/report-words';
import { type Html, html } from '../parts/html';
import { tableAddress } from '../parts/store-address';
import type { CompletedReport } from './completed-report';
import { factsPart } from './report-status-page';

const IDS_SHOWN = 150;

/** What the report was made of: its inputs, their versions and their quality. */
export function reportFacts({ body, table, summary, quality }: CompletedReport): Html {
  const { pins } = table.report;
  const versions = [
    ...(METHOD_FACTS[pins.method].usesHold
      ? [['Hold', durationWords(pins.holdSeconds * MICROS_PER_SECOND)]]
      : []),
    ['Coverage', coverageWords(summary)],
    ['Log version', String(pins.logVersion)],
    ...VERSIONED_KINDS.map((kind) => [
      capital(VERSIONED_FACTS[kind].name),
      versionWords(pinnedVersion(pins, kind)),
    ]),
    ['tz database', pins.tzdbVersion],
  ];
  return html`<section class="card" aria-labelledby="facts-title">
<h2 id="facts-title">How the report was made</h2>
${factsPart(body)}
<dl class="facts">${versions.map(([name, value]) => html`<div><dt>${name ?? ''}</dt><dd>${value ?? ''}</dd></div>`)}</dl>
${quality === null ? null : qualityPart(quality, table.report.id)}
</section>`;
}

function coverageWords({ totals: { week } }: ReportSummary): string {
  if (week === null) return 'not known';
  if (week.unknownMicros === null) return 'not known to this method';
  const known = knownTenths(week);
  return known === null
    ? 'no business hours in the week'
    : `${percentWords(known)} of the week’s business time`;
}

function versionWords(version: number): string {
  return version === 0 ? 'none imported' : `version ${version}`;
}

function qualityPart(quality: ReportQuality, reportId: string): Html {
  return html`<div class="columns even"><div><h3>The polls</h3>${countList(pollCounts(quality), reportId)}</div>
<div><h3>The stores</h3>${countList(storeCounts(quality), reportId)}${neverSeen(quality.unknownStoreIds)}</div></div>`;
}

function countList(counts: readonly CountInWords[], reportId: string): Html {
  return html`<ul class="counts">${counts.map(([count, words, stores]) => {
    const link = stores && count > 0 && stores.state !== 'given' ? storesLink(stores, reportId) : null;
    return html`<li><b>${wholeNumber(count)}</b> <span>${words}${link}</span></li>`;
  })}</ul>`;
}

/** Leads to the table with these stores alone. */
function storesLink({ kind, state }: StoresOfState, reportId: string): Html {
  const filter = { [VERSIONED_FACTS[kind].column]: state };
  const href = tableAddress(reportId, { search: '', sort: 'store_id', order: 'asc', page: 1, ...filter });
  return html` <a href="${href}">Show them</a>`;
}

function neverSeen(ids: readonly string[]): Html | null {
  if (ids.length === 0) return null;
  const more = ids.length - IDS_SHOWN;
  const rest = more > 0 ? `, and ${wholeNumber(more)} more, listed in the JSON report` : '';
  return html`<h3>Requested, but never seen</h3><p>${ids.slice(0, IDS_SHOWN).join(', ')}${rest}.</p>`;
}
