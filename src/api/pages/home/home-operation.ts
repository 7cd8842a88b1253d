import type { Operation } from '../../http/operation';
import type { ApiPorts } from '../../ports';
import { sendPage } from '../parts/page-layout';
import { homePage } from './home-page';

/** The page to ask for reports and to find them. */
export function home({ temporalUiUrl }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/',
    summary: 'The page for people',
    responses: {},
    handle: (_req, res) =>
      sendPage(res, { title: 'Reports', main: homePage, script: 'home.js', current: '/', temporalUiUrl }),
  };
}
