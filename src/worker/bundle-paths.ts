import path from 'node:path';

/** `npm run build` writes the bundle here, so that a worker need not bundle the workflows at each start. */
export const BUNDLE_PATH = path.join(__dirname, 'workflow-bundle.js');

export const WORKFLOWS_PATH = path.join(__dirname, '../workflows');

/** Part of every bundle: a worker without traces may get a run of a client that has them. */
export const WORKFLOW_INTERCEPTORS = [path.join(__dirname, '../workflows/kit/trace-interceptors')];
