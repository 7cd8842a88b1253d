import { LoopwatchError } from '../../contract/errors';
import { NOTHING_PASSED_OVER } from '../../contract/input-states';
import { describeNoPolls } from '../../domain/wording/describe-no-polls';
import type { Catalogue } from './catalogue';
import { presentFiles } from './source-catalogue';

type Readable = Pick<Catalogue, 'files' | 'ingestions' | 'sources'>;

/** The failure of a report without any poll: it says what happened to the files. */
export async function noPolls(catalogue: Readable): Promise<LoopwatchError> {
  const { message, remedy } = await whyNoPolls(catalogue);
  return new LoopwatchError('NO_DATA', message, remedy);
}

/** Why there is no poll, and what to do. */
export async function whyNoPolls(catalogue: Readable): Promise<ReturnType<typeof describeNoPolls>> {
  const present = await presentFiles(catalogue);
  const ofPolls = present.filter(({ kind, state }) => kind === 'polls' && state === 'read');
  const rejected = present.flatMap(({ state, message }) =>
    state === 'rejected' && message ? [message] : [],
  );
  const { meant, others } = await passedOver(catalogue);
  const sources = await catalogue.sources.all();
  return describeNoPolls({
    unread: ofPolls
      .filter(({ quarantined }) => quarantined > 0)
      .map(({ name, quarantined, reading }) => ({
        name,
        rowsIn: reading?.rowsIn ?? null,
        quarantined,
        reasons: reading?.reasons ?? {},
      })),
    rejected: [
      ...sources.flatMap(({ failure }) => (failure ? [failure.message.replace(/\.$/, '')] : [])),
      ...rejected,
      ...meant,
    ],
    empty: ofPolls.filter(({ quarantined }) => quarantined === 0).map(({ name }) => name),
    others: [...present.map(({ name }) => name), ...others],
    sources: sources.map(({ sourceId }) => sourceId.replace(/^folder:/, '')),
  });
}

/** The files that the last ingestion passed over: with the reason where they may have been meant as inputs. */
async function passedOver({
  ingestions,
}: Readable): Promise<{ readonly meant: readonly string[]; readonly others: readonly string[] }> {
  const last = await ingestions.lastFinished();
  const { files } = last?.summary?.passedOver ?? NOTHING_PASSED_OVER;
  const meant = files.filter(({ mayBeInput }) => mayBeInput);
  const others = files.filter(({ mayBeInput }) => !mayBeInput);
  return {
    meant: meant.map(({ name, reason }) => `${name}: ${reason.replace(/\.$/, '')}`),
    others: others.map(({ name }) => name),
  };
}
