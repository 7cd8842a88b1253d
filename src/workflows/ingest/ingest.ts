import {
  CancellationScope,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { failureCode, failureMessage } from '../../contract/failure-message';
import type { IngestionRef } from '../../contract/ingest-payloads';
import type { IngestSummary, SourceFile } from '../../contract/inputs';
import type { IngestInput } from '../../contract/workflow-inputs';
import { commits, records, transfers } from '../kit/activity-proxies';

/** Takes in what is new in every source. A file or source that cannot be read is on record and holds back no other. */
export async function ingest(input: IngestInput): Promise<IngestSummary> {
  const info = workflowInfo();
  const ingestion: IngestionRef = {
    ingestionId: info.firstExecutionRunId,
    workflowId: info.workflowId,
    trigger: input.trigger,
  };
  try {
    const { more, ...facts } = await takeInBatch(ingestion);
    if (more) return await continueAsNew<typeof ingest>(input);
    const summary = await records.endIngestion.executeWithOptions({ summary: 'Record what came in' }, [
      { ingestion, state: 'Completed', ...facts },
    ]);
    setCurrentDetails(summary.message);
    return summary;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    const facts = { filesListed: 0, problems: ['The ingestion was cancelled.'] };
    await CancellationScope.nonCancellable(() =>
      records.endIngestion({ ingestion, state: 'Cancelled', ...facts }),
    );
    throw error;
  }
}

interface Batch {
  readonly filesListed: number;
  readonly problems: readonly string[];
  /** Whether some source has changed files left for another run. */
  readonly more: boolean;
}

async function takeInBatch(ingestion: IngestionRef): Promise<Batch> {
  const batch = { filesListed: 0, problems: [] as string[], more: false };
  const sourceIds = await records.beginIngestion.executeWithOptions({ summary: 'Which sources' }, [
    ingestion,
  ]);
  for (const sourceId of sourceIds) {
    try {
      const listed = await transfers.listSource.executeWithOptions({ summary: `List ${sourceId}` }, [
        { ingestion, sourceId },
      ]);
      batch.filesListed += listed.listed;
      batch.more ||= listed.more;
      for (const file of listed.changed) await takeInFile(ingestion, file);
    } catch (error) {
      if (isCancellation(error)) throw error;
      batch.problems.push(failureMessage(error));
    }
  }
  return batch;
}

async function takeInFile(ingestion: IngestionRef, file: SourceFile): Promise<void> {
  try {
    setCurrentDetails(`Taking in ${file.name}`);
    const fetched = await transfers.fetch.executeWithOptions({ summary: file.name }, [{ ingestion, file }]);
    if (fetched.unchanged) return;
    const validated = await transfers.validate.executeWithOptions({ summary: file.name }, [
      { ingestion, fetched },
    ]);
    await commits.append.executeWithOptions({ summary: file.name }, [{ ingestion, validated }]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    const tryAgain = failureCode(error) !== 'FILE_REJECTED';
    await records.reject.executeWithOptions({ summary: `${file.name} could not be used` }, [
      { ingestion, file, message: failureMessage(error), tryAgain },
    ]);
  }
}
