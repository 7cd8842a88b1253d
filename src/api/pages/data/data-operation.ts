import type { Operation } from '../../http/operation';
import type { ApiPorts } from '../../ports';
import { sendPage } from '../parts/page-layout';
import { dataPage } from './data-page';

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
