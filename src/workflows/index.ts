export { ingest } from './ingest/ingest';
export { maintain } from './maintain/maintain';
export { report } from './report/report';
export { reportPartitions } from './report/report-partitions';
export { standingReport } from './report/standing-report';
