export { ingest } from './ingest';
export { maintain } from './maintain';
export { report } from './report';
export { reportPartitions } from './report-partitions';
export { standingReport } from './standing-report';
