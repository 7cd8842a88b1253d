import { dataPage } from './data-page';
import type { Operation } from './operation';
import { sendPage } from './page-layout';
import type { ApiPorts } from './ports';

/** The page on what came in. */
export function data({ temporalUiUrl }: ApiPorts): Operation {
  return {
    method: 'get',
    path: '/data',
    summary: 'The page on the data',
    responses: {},
    handle: (_req, res) =>
      sendPage(res, { title: 'Data', main: dataPage, script: 'data.js', current: '/data', temporalUiUrl }),
  };
}
