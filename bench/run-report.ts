import type { LocalRun } from '../src/cli/process/local-run';
import { reportRunOptions } from '../src/domain/report/report-run-options';
import { askForReport, type ReportQuestion } from '../src/storage/catalogue/ask-for-report';
import { startReport } from '../src/temporal/start-runs';

/** Makes a report as the command line does. */
export async function runReport(
  { client, ports }: LocalRun,
  question: Omit<ReportQuestion, 'requestedBy'>,
): Promise<void> {
  const asked = { ...question, requestedBy: 'bench' };
  const handle = await startReport(
    client,
    reportRunOptions(await askForReport(ports.catalogue, asked, ports.clock())),
  );
  await handle.result();
}
