import { REPORT_STAGES, type ReportStage } from '../../../contract/report';
import type { ReportBody } from '../../reports/report-body';
import { type Html, html } from '../parts/html';

const STAGE_WORDS: Readonly<Record<ReportStage, { readonly name: string; readonly what: string }>> = {
  load: { name: 'Load', what: 'the polls of the week' },
  localize: { name: 'Localize', what: 'business hours, in each store’s timezone' },
  filter: { name: 'Filter', what: 'the polls within business hours' },
  aggregate: { name: 'Aggregate', what: 'uptime and downtime of each store' },
  render: { name: 'Render', what: 'the files' },
};

/** The page of a running report; src/web/watch.js keeps it up to date. */
export function watchPage(report: ReportBody): Html {
  const { report_id: id, stage, fraction, links } = report;
  return html`<section class="card narrow" id="watch" data-report="${links.self}">
<p class="kicker">Report <code>${id}</code></p>
<h1>Your report is being made</h1>
<p><span class="state" data-state="Running">Running</span> · <span id="watch-words" role="status">${report.waiting ?? wordsOf(stage)}</span> <span id="watch-left"></span></p>
<progress id="watch-progress" aria-label="Progress" max="1"${fraction === null ? null : html` value="${fraction}"`}></progress>
<ol class="stages" aria-label="Stages">${REPORT_STAGES.map((each) => stageItem(each, stage))}</ol>
<dl class="facts">
<div><dt>Stores</dt><dd id="watch-stores">${amount(report.store_count)}</dd></div>
<div><dt>Polls</dt><dd id="watch-polls">${amount(report.poll_count)}</dd></div>
<div><dt>Method</dt><dd>${report.method}</dd></div>
<div><dt>Requested</dt><dd><time datetime="${report.requested_at}" data-local>${report.requested_at.slice(0, 19).replace('T', ' ')} UTC</time></dd></div>
</dl>
<p class="error" id="watch-trouble" role="alert"></p>
<p class="actions"><button class="button second" type="button" id="watch-tell" hidden>Tell me when it is done</button>
<button class="button second" type="button" id="watch-cancel" hidden>Cancel</button>
<a href="/">All reports</a>${links.temporal === null ? null : html`<a href="${links.temporal}">Its workflow</a>`}</p>
<p class="hint">You can close this page. The report continues, and you can find it by its id.</p>
<noscript><p class="hint">Without JavaScript, this page reloads every two seconds.</p></noscript>
</section>`;
}

function stageItem(each: ReportStage, stage: ReportBody['stage']): Html {
  const step = stepOf(each, stage);
  const { name, what } = STAGE_WORDS[each];
  return html`<li data-stage="${each}" data-step="${step}"${step === 'current' ? html` aria-current="step"` : null}><b>${name}</b> ${what} <span class="step unseen">(${step})</span></li>`;
}

function stepOf(each: ReportStage, stage: ReportBody['stage']): 'done' | 'current' | 'waiting' {
  if (stage === null) return 'waiting';
  if (stage === 'done') return 'done';
  const at = REPORT_STAGES.indexOf(stage);
  const index = REPORT_STAGES.indexOf(each);
  if (index === at) return 'current';
  return index < at ? 'done' : 'waiting';
}

function wordsOf(stage: ReportBody['stage']): string {
  if (stage === null) return 'Waiting for a worker.';
  return stage === 'done' ? 'Nearly done.' : `Current stage: ${stage}.`;
}

function amount(count: number | null): string {
  return count === null ? 'not known yet' : count.toLocaleString('en');
}
