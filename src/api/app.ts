import path from 'node:path';
import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import { cancelReport } from './cancel-report';
import { comparePages } from './compare';
import { compareReports } from './compare-reports';
import { createReport } from './create-report';
import { data } from './data';
import { downloadQuarantine } from './download-quarantine';
import { explainReportStore } from './explain-report-store';
import { findStores } from './find-stores';
import { freshness } from './freshness';
import { downloadReport, getReport } from './get-report';
import { health } from './health';
import { home } from './home';
import { listIngestions } from './list-ingestions';
import { listQuarantine } from './list-quarantine';
import { listReportStores } from './list-report-stores';
import { listReports } from './list-reports';
import { loopbackOnly } from './loopback-only';
import { describeApi } from './openapi';
import { mountOperations, type Operation } from './operation';
import type { ApiPorts } from './ports';
import { previousWeek } from './previous-week';
import { ApiProblem } from './problem';
import { reportEvents } from './report-events';
import { reportFiles } from './report-file';
import { reportSummary } from './report-summary';
import { ReportWatch } from './report-watch';
import { requestLog } from './request-log';
import { resultPages } from './result';
import { runIngestion } from './run-ingestion';
import { sameOriginWrites } from './same-origin';
import { schedule } from './schedule';
import { docsSecurityHeaders, securityHeaders } from './security-headers';
import { sendProblem } from './send-problem';
import { showIngestion } from './show-ingestion';
import { showProblem } from './show-problem';
import { showReport } from './show-report';
import { store } from './store';
import { storeTimeline } from './store-timeline';
import { triggerReport } from './trigger-report';

const WEB_DIR = path.join(__dirname, '../../src/web');
const BODY_LIMIT = '1mb';

/** The HTTP API and its pages. */
export function createApp(ports: ApiPorts): Express {
  const operations = operationsOf(ports);
  const document = describeApi(operations);
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(ports.logger), securityHeaders, loopbackOnly, sameOriginWrites);
  app.use(express.json({ limit: BODY_LIMIT }), express.urlencoded({ limit: BODY_LIMIT, extended: false }));
  app.use('/assets', express.static(WEB_DIR, { index: false }));
  app.use(
    '/docs',
    docsSecurityHeaders,
    swaggerUi.serve,
    swaggerUi.setup(document, {
      customSiteTitle: 'Loopwatch API',
      swaggerOptions: { layout: 'BaseLayout' },
    }),
  );
  mountOperations(app, [...operations, ...pagesOf(ports), openApiDocument(document)]);
  app.use((req) => {
    throw new ApiProblem(
      'not-found',
      `There is nothing at ${req.path}. GET /openapi.json lists what there is.`,
    );
  });
  app.use(sendProblem(ports));
  return app;
}

function operationsOf(ports: ApiPorts): readonly Operation[] {
  const watch = new ReportWatch(ports);
  return [
    triggerReport(ports),
    getReport(ports),
    downloadReport(ports),
    createReport(ports),
    listReports(ports),
    showReport(ports, watch),
    reportEvents(ports, watch),
    cancelReport(ports),
    ...reportFiles(ports),
    reportSummary(ports),
    listReportStores(ports),
    explainReportStore(ports),
    compareReports(ports),
    previousWeek(ports),
    findStores(ports),
    storeTimeline(ports),
    listIngestions(ports),
    runIngestion(ports),
    showIngestion(ports),
    listQuarantine(ports),
    downloadQuarantine(ports),
    freshness(ports),
    ...schedule(ports),
    showProblem(ports),
    ...health(ports),
  ];
}

function pagesOf(ports: ApiPorts): readonly Operation[] {
  return [home(ports), data(ports), ...resultPages(ports), store(ports), ...comparePages(ports)];
}

function openApiDocument(document: object): Operation {
  return {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    responses: {},
    handle: (_req, res) => res.json(document),
  };
}
