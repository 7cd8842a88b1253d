export { ingest } from './ingest';
export { report } from './report';
export { reportPartitions } from './report-partitions';
export { standingReport } from './standing-report';
