import { type ApiProblem, PROBLEMS } from '../../http/problem';
import { type Html, html } from './html';

/** The page for a request that failed. `remedy` offers a way on. */
export function problemPage(problem: Pick<ApiProblem, 'type' | 'detail'>, remedy: Html | null = null): Html {
  return html`<section class="card narrow">
<p class="kicker">${PROBLEMS[problem.type].status}</p>
<h1>${PROBLEMS[problem.type].title}</h1>
<p>${problem.detail}</p>
${remedy}
<p class="actions"><a href="/">All reports</a></p>
</section>`;
}
