import { type ApiProblem, PROBLEMS } from '../../http/problem';
import { type Html, html } from './html';

/** What a person sees of a request that cannot be answered; `remedy` may help. */
export function problemPage(problem: Pick<ApiProblem, 'type' | 'detail'>, remedy: Html | null = null): Html {
  return html`<section class="card narrow">
<p class="kicker">${PROBLEMS[problem.type].status}</p>
<h1>${PROBLEMS[problem.type].title}</h1>
<p>${problem.detail}</p>
${remedy}
<p class="actions"><a href="/">All reports</a></p>
</section>`;
}
