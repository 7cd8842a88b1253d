import {
  CancellationScope,
  continueAsNew,
  defineSignal,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { failureAbout, failureCode, failureMessage } from '../../contract/failure-message';
import type { IngestionRef } from '../../contract/ingest-payloads';
import { NOTHING_PASSED_OVER, type PassedOver } from '../../contract/input-states';
import type { IngestSummary, SourceFile } from '../../contract/inputs';
import { INGEST_REQUESTED_SIGNAL } from '../../contract/names';
import type { IngestInput } from '../../contract/workflow-inputs';
import { joinPassedOver } from '../../domain/log/passed-over';
import { plainMarkdown } from '../../domain/text/plain-markdown';
import { visibleText } from '../../domain/text/visible-text';
import { commits, records, transfers } from '../kit/activity-proxies';

/** Sent with each request to ingest now: also to the run that starts with it. */
export const ingestRequestedSignal = defineSignal(INGEST_REQUESTED_SIGNAL);

/** What a request during a run means for it. */
interface Passes {
  /** The sources are listed, or about to be: a later request asks for what they hold by then. */
  hasListed: boolean;
  /** After this pass comes another one. */
  again: boolean;
}

/** Ingests new and changed files of every source. An unreadable file or source is recorded and stops no other. */
export async function ingest(input: IngestInput): Promise<IngestSummary> {
  const passes: Passes = { hasListed: false, again: false };
  setHandler(ingestRequestedSignal, () => {
    passes.again ||= passes.hasListed;
  });
  const info = workflowInfo();
  const ingestion: IngestionRef = {
    ingestionId: info.firstExecutionRunId,
    workflowId: info.workflowId,
    trigger: input.trigger,
  };
  try {
    const versionsAtEnd = patched('versions-at-end');
    const { more, ...batch } = await ingestBatch(ingestion, versionsAtEnd, passes);
    if (more || passes.again) return await continueAsNew<typeof ingest>(input);
    const facts = versionsAtEnd ? await withVersions(ingestion, batch) : batch;
    const summary = await records.endIngestion.executeWithOptions({ summary: 'Record the outcomes' }, [
      { ingestion, state: 'Completed', ...facts },
    ]);
    setCurrentDetails(plainMarkdown(summary.message));
    return passes.again ? await continueAsNew<typeof ingest>(input) : summary;
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
  readonly passedOver: PassedOver;
  /** Some source has more changed files for the next run. */
  readonly more: boolean;
}

async function ingestBatch(ingestion: IngestionRef, versionsAtEnd: boolean, passes: Passes): Promise<Batch> {
  const batch = {
    filesListed: 0,
    problems: [] as string[],
    passedOver: NOTHING_PASSED_OVER,
    more: false,
  };
  const sourceIds = await records.beginIngestion.executeWithOptions({ summary: 'List the sources' }, [
    ingestion,
  ]);
  passes.hasListed = true;
  for (const sourceId of sourceIds) {
    try {
      const listed = await transfers.listSource.executeWithOptions({ summary: `List ${sourceId}` }, [
        { ingestion, sourceId },
      ]);
      batch.filesListed += listed.listed;
      batch.more ||= listed.more;
      batch.passedOver = joinPassedOver(batch.passedOver, listed.passedOver);
      for (const file of listed.changed) await ingestFile(ingestion, file, versionsAtEnd);
    } catch (error) {
      if (isCancellation(error)) throw error;
      batch.problems.push(failureMessage(error));
    }
  }
  return batch;
}

/** A removed file, or another order of the sources, makes new versions too: so this comes last in every ingestion. */
async function withVersions(
  ingestion: IngestionRef,
  batch: Omit<Batch, 'more'>,
): Promise<Omit<Batch, 'more'> & { readonly notices?: readonly string[] }> {
  try {
    const { passedOver } = batch;
    const request = passedOver.files.length === 0 ? { ingestion } : { ingestion, passedOver };
    const made = await commits.makeVersions.executeWithOptions({ summary: 'Hours and timezones' }, [request]);
    return { ...batch, notices: made.notices };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { ...batch, problems: [...batch.problems, failureMessage(error)] };
  }
}

/** Another ingestion can read a file between a fetch and its commit. */
const MAX_FETCHES = 3;

async function ingestFile(
  ingestion: IngestionRef,
  file: SourceFile,
  versionsAtEnd: boolean,
  fetches = 1,
): Promise<void> {
  const summary = plainMarkdown(visibleText(file.name));
  try {
    setCurrentDetails(`Ingesting ${summary}`);
    const fetched = await transfers.fetch.executeWithOptions({ summary }, [{ ingestion, file }]);
    if (fetched.unchanged) return;
    const validated = await transfers.validate.executeWithOptions({ summary }, [{ ingestion, fetched }]);
    const request = versionsAtEnd ? { ingestion, validated, versionsAtEnd } : { ingestion, validated };
    await commits.append.executeWithOptions({ summary }, [request]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    const code = failureCode(error);
    if (code === 'SUPERSEDED' && fetches < MAX_FETCHES && patched('fetch-again'))
      return ingestFile(ingestion, file, versionsAtEnd, fetches + 1);
    const tryAgain = code !== 'FILE_REJECTED';
    const kind = failureAbout(error);
    await records.reject.executeWithOptions({ summary: `Record: ${summary} cannot be used` }, [
      { ingestion, file, message: failureMessage(error), ...(kind === null ? {} : { kind }), tryAgain },
    ]);
  }
}
