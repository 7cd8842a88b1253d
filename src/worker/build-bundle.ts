import { writeFile } from 'node:fs/promises';
import { bundleWorkflowCode } from '@temporalio/worker';
import { BUNDLE_PATH, WORKFLOW_INTERCEPTORS, WORKFLOWS_PATH } from './create-worker';

/** Runs in `npm run build`. */
async function main(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS_PATH,
    workflowInterceptorModules: WORKFLOW_INTERCEPTORS,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  await writeFile(BUNDLE_PATH, code);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
