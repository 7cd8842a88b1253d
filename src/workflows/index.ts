export { ingest } from './ingest';
export { maintain } from './maintain';
export { report } from './report';
export { standingReport } from './standing-report';
