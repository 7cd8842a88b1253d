import { FORMAT_FACTS, FORMATS } from '../../../contract/formats';
import type { ReportBody } from '../../reports/report-body';
import { type Html, html } from '../parts/html';

/** The page of a report that has ended and has no figures to show. */
export function reportStatusPage(report: ReportBody): Html {
  return html`<section class="card narrow">
<p class="kicker">Report <code>${report.report_id}</code></p>
<h1><span class="state" data-state="${report.state}">${report.state}</span></h1>
${statePart(report)}
${factsPart(report)}
<p class="actions"><a href="/">All reports</a>${
    report.links.temporal === null ? null : html`<a href="${report.links.temporal}">Its workflow</a>`
  }</p>
</section>`;
}

/** The page after a report was started. */
export function startedPage(reportId: string): Html {
  return html`<section class="card narrow">
<p class="kicker">Report <code>${reportId}</code></p>
<h1>Your report is being made</h1>
<p>Keep the id: you can find the report with it later.</p>
<p class="actions"><a class="button" href="/get_report?report_id=${reportId}">Show the report</a><a href="/">All reports</a></p>
</section>`;
}

function statePart(report: ReportBody): Html {
  switch (report.state) {
    case 'Running':
    case 'Completed':
      return html`<p class="actions">${fileLinks(report)}</p>`;
    case 'Failed':
      return html`<p class="failure">${report.message}</p>
<p class="actions"><a class="button" href="/">Request another report</a></p>`;
    case 'Cancelled':
      return html`<p>${report.message}</p>
<p class="actions"><a class="button" href="/">Request another report</a></p>`;
  }
}

export function fileLinks({ links }: ReportBody): readonly Html[] {
  return FORMATS.flatMap((format) => {
    const href = links[format];
    return href === null
      ? []
      : [html`<a class="button" href="${href}">Download ${FORMAT_FACTS[format].label}</a>`];
  });
}

export function factsPart(report: ReportBody): Html {
  const facts = [
    { name: 'As of', value: readable(report.as_of) },
    {
      name: 'Method',
      value: report.pins ? `${report.pins.method} ${report.pins.method_version}` : report.method,
    },
    { name: 'Stores', value: report.store_count?.toLocaleString('en') ?? null },
    { name: 'Polls', value: report.poll_count?.toLocaleString('en') ?? null },
    { name: 'Requested', value: readable(report.requested_at, 'local') },
    { name: 'Requested by', value: report.requested_by },
    { name: 'Finished', value: readable(report.finished_at, 'local') },
  ];
  const rows = facts.flatMap(({ name, value }) =>
    value === null ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`],
  );
  return html`<dl class="facts">${rows}</dl>`;
}

/**
 * An instant as `2023-01-25 18:00:00 UTC`. src/web/times.js makes it readable, a local one in the reader's
 * time.
 */
function readable(instant: string | null, zone: 'local' | 'utc' = 'utc'): Html | null {
  if (instant === null) return null;
  return html`<time datetime="${instant}"${zone === 'local' ? html` data-local` : html` data-utc`}>${instant.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
