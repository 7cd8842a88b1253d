export { ingest } from './ingest';
export { report } from './report';
