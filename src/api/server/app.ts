import path from 'node:path';
import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import { type AccessSettings, DEFAULT_ACCESS } from '../access/access-settings';
import { createGuard, keysNeeded } from '../access/guard';
import { hostCheck } from '../access/host-check';
import { createRateLimits } from '../access/rate-limits';
import { compress } from '../http/compress';
import { mountOperations, type Operation } from '../http/operation';
import { ApiProblem } from '../http/problem';
import { downloadQuarantine } from '../ingestions/download-quarantine';
import { inputOperations } from '../ingestions/input-operations';
import { listIngestions } from '../ingestions/list-ingestions';
import { listKeptStores } from '../ingestions/list-kept-stores';
import { listQuarantine } from '../ingestions/list-quarantine';
import { runIngestion } from '../ingestions/run-ingestion';
import { scheduleOperations } from '../ingestions/schedule-operations';
import { showFreshness } from '../ingestions/show-freshness';
import { showIngestion } from '../ingestions/show-ingestion';
import { health } from '../operator/health';
import { createMetrics } from '../operator/metrics';
import { createReadiness } from '../operator/readiness';
import { loginOperations } from '../pages/access/login';
import { compareOperations } from '../pages/compare/compare-operations';
import { dataPage } from '../pages/data/data-page';
import { homePage } from '../pages/home/home-page';
import { reportPageOperations } from '../pages/report/report-operations';
import { standingPage } from '../pages/standing/standing-page';
import { storePage } from '../pages/store/store-page';
import type { ApiPorts } from '../ports';
import { cancelReport } from '../reports/cancel-report';
import { createReport } from '../reports/create-report';
import { listReports } from '../reports/list-reports';
import { previousWeek } from '../reports/previous-week';
import { reportEvents } from '../reports/report-events';
import { reportFiles } from '../reports/report-files';
import { ReportWatch } from '../reports/report-watch';
import { showReport } from '../reports/show-report';
import { explainReportStore } from '../results/explain-report-store';
import { findStores } from '../results/find-stores';
import { listReportStores } from '../results/list-report-stores';
import { showComparison } from '../results/show-comparison';
import { showReportSummary } from '../results/show-report-summary';
import { showTimeline } from '../results/show-timeline';
import { downloadReport, getReport } from '../simple/get-report';
import { triggerReport } from '../simple/trigger-report';
import { standingActions } from '../standing/standing-actions';
import { standingOperations } from '../standing/standing-operations';
import { rotateWebhook } from '../webhooks/rotate-webhook';
import { webhookOperations } from '../webhooks/webhook-operations';
import { describeApi } from './openapi';
import { requestLog } from './request-log';
import { docsSecurityHeaders, securityHeaders } from './security-headers';
import { sendProblem } from './send-problem';
import { serverSpans } from './server-spans';
import { showProblem } from './show-problem';

const WEB_DIR = path.join(__dirname, '../../../src/web');
const BODY_LIMIT = '1mb';

/** The HTTP API and its pages. */
export function createApp(ports: ApiPorts, access: AccessSettings = DEFAULT_ACCESS): Express {
  const readiness = createReadiness(ports);
  const metrics = createMetrics(ports, readiness);
  const operations = [...operationsOf(ports), ...health(readiness), metrics.operation];
  const document = describeApi(operations);
  const limits = createRateLimits(ports, access);
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
  const pages = [
    ...pagesOf(ports),
    openApiDocument(document),
    ...loginOperations(ports, limits, areKeysNeeded),
  ];
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
      `There is nothing at ${req.path}. GET /openapi.json lists every address.`,
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
    showReportSummary(ports),
    listReportStores(ports),
    explainReportStore(ports),
    showComparison(ports),
    previousWeek(ports),
    findStores(ports),
    showTimeline(ports),
    listIngestions(ports),
    runIngestion(ports),
    showIngestion(ports),
    listQuarantine(ports),
    downloadQuarantine(ports),
    showFreshness(ports),
    ...inputOperations(ports),
    listKeptStores(ports),
    ...scheduleOperations(ports),
    ...standingOperations(ports),
    ...standingActions(ports),
    ...webhookOperations(ports),
    rotateWebhook(ports),
    showProblem(ports),
  ];
}

function pagesOf(ports: ApiPorts): readonly Operation[] {
  return [
    homePage(ports),
    dataPage(ports),
    standingPage(ports),
    ...reportPageOperations(ports),
    storePage(ports),
    ...compareOperations(ports),
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
