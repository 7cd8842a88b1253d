/** Gets every program that the tests start, and prints its path. CI runs it first to notice a missing one. */
import { serverProgram } from '../run/dev-server';
import { findChromium } from './find-chromium';
import { findPromtool } from './find-promtool';
import { findS3Server } from './find-s3-server';

async function main(): Promise<void> {
  console.log(`Chromium: ${(await findChromium()).path}`);
  console.log(`promtool: ${await findPromtool()}`);
  console.log(`S3 server: ${await findS3Server()}`);
  console.log(`Temporal development server: ${await serverProgram('dev-server')}`);
  console.log(`Temporal test server: ${await serverProgram('test-server')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
