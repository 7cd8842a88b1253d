import path from 'node:path';
import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import { type AccessSettings, DEFAULT_ACCESS } from './access-settings';
import { cancelReport } from './cancel-report';
import { comparePages } from './compare';
import { compareReports } from './compare-reports';
import { compress } from './compress';
import { createReport } from './create-report';
import { data } from './data';
import { downloadQuarantine } from './download-quarantine';
import { explainReportStore } from './explain-report-store';
import { findStores } from './find-stores';
import { freshness } from './freshness';
import { downloadReport, getReport } from './get-report';
import { createGuard, keysNeeded } from './guard';
import { health } from './health';
import { home } from './home';
import { hostCheck } from './host-check';
import { listIngestions } from './list-ingestions';
import { listQuarantine } from './list-quarantine';
import { listReportStores } from './list-report-stores';
import { listReports } from './list-reports';
import { login } from './login';
import { createMetrics } from './metrics';
import { describeApi } from './openapi';
import { mountOperations, type Operation } from './operation';
import type { ApiPorts } from './ports';
import { previousWeek } from './previous-week';
import { ApiProblem } from './problem';
import { createRateLimits } from './rate-limits';
import { createReadiness } from './readiness';
import { reportEvents } from './report-events';
import { reportFiles } from './report-file';
import { reportSummary } from './report-summary';
import { ReportWatch } from './report-watch';
import { requestLog } from './request-log';
import { resultPages } from './result';
import { rotateWebhook } from './rotate-webhook';
import { runIngestion } from './run-ingestion';
import { schedule } from './schedule';
import { docsSecurityHeaders, securityHeaders } from './security-headers';
import { sendProblem } from './send-problem';
import { serverSpans } from './server-spans';
import { showIngestion } from './show-ingestion';
import { showProblem } from './show-problem';
import { showReport } from './show-report';
import { standingActions } from './standing-actions';
import { standingPage } from './standing-page';
import { standingReport } from './standing-report';
import { standingReports } from './standing-reports';
import { store } from './store';
import { storeTimeline } from './store-timeline';
import { triggerReport } from './trigger-report';
import { webhook } from './webhook';
import { webhooks } from './webhooks';

const WEB_DIR = path.join(__dirname, '../../src/web');
const BODY_LIMIT = '1mb';

/** The HTTP API and its pages. */
export function createApp(ports: ApiPorts, access: AccessSettings = DEFAULT_ACCESS): Express {
  const readiness = createReadiness(ports);
  const metrics = createMetrics(ports, readiness);
  const operations = [...operationsOf(ports), ...health(readiness), metrics.operation];
  const document = describeApi(operations);
  const limits = createRateLimits(access);
  const areKeysNeeded = keysNeeded(ports, access);
  const app = express();
  app.disable('x-powered-by').set('trust proxy', [...access.trustedProxies]);
  app.use(metrics.measure, serverSpans, requestLog(ports.logger));
  app.use(securityHeaders, hostCheck(access), compress);
  app.use(['/assets', '/docs'], limits.requests);
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
  const pages = [...pagesOf(ports), openApiDocument(document), ...login(ports, limits, areKeysNeeded)];
  mountOperations(app, [...operations, ...pages], {
    guard: createGuard(ports, limits, areKeysNeeded),
    readBody: [
      express.json({ limit: BODY_LIMIT }),
      express.urlencoded({ limit: BODY_LIMIT, extended: false }),
    ],
  });
  app.use(limits.requests, (req) => {
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
    getReport(ports, watch),
    downloadReport(ports),
    createReport(ports, watch),
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
    ...standingReports(ports),
    ...standingReport(ports),
    ...standingActions(ports),
    ...webhooks(ports),
    ...webhook(ports),
    rotateWebhook(ports),
    showProblem(ports),
  ];
}

function pagesOf(ports: ApiPorts): readonly Operation[] {
  return [
    home(ports),
    data(ports),
    standingPage(ports),
    ...resultPages(ports),
    store(ports),
    ...comparePages(ports),
  ];
}

function openApiDocument(document: object): Operation {
  return {
    method: 'get',
    path: '/openapi.json',
    scope: 'open',
    summary: 'This document',
    responses: {},
    handle: (_req, res) => res.json(document),
  };
}
