import { LoopwatchError } from '../../contract/errors';
import { NOTHING_PASSED_OVER } from '../../contract/inputs';
import { describeNoPolls } from '../../domain/wording/describe-no-polls';
import type { Catalogue } from './catalogue';

const MAX_OUTCOMES = 100;

/** The failure of a report without any poll: it says what happened to the files. */
export async function noPolls({
  files,
  ingestions,
}: Pick<Catalogue, 'files' | 'ingestions'>): Promise<LoopwatchError> {
  const present = (await files.all()).filter(({ state }) => state !== 'gone');
  const latest = await ingestions.quarantined({ ingestionId: null, after: null, limit: MAX_OUTCOMES });
  const unread = present
    .filter(({ kind, state, quarantined }) => kind === 'polls' && state === 'read' && quarantined > 0)
    .map((file) => {
      const found = latest.find(
        ({ outcome }) => outcome.sourceId === file.sourceId && outcome.fileId === file.fileId,
      );
      return { name: file.name, rowsIn: file.quarantined, reasons: found?.outcome.reasons ?? {} };
    });
  const rejected = present.flatMap(({ state, message }) =>
    state === 'rejected' && message ? [message] : [],
  );
  const { message, remedy } = describeNoPolls({
    unread,
    rejected: [...rejected, ...(await passedOver(ingestions))],
  });
  return new LoopwatchError('NO_DATA', message, remedy);
}

/** The files of the last ingestion that may have been meant as inputs. */
async function passedOver(ingestions: Catalogue['ingestions']): Promise<string[]> {
  const last = await ingestions.lastFinished();
  const { files } = last?.summary?.passedOver ?? NOTHING_PASSED_OVER;
  return files
    .filter(({ mayBeInput }) => mayBeInput)
    .map(({ name, reason }) => `${name}: ${reason.replace(/\.$/, '')}`);
}
