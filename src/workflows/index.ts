export { ingest } from './ingest';
export { report } from './report';
export { standingReport } from './standing-report';
