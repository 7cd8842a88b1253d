import { describeInputs, describePolls } from '../../domain/wording/describe-inputs';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import type { Pinned } from '../../storage/catalogue/pin-report';

/** What a report says of inputs that are missing, held back or rejected: as it is now, whatever is pinned. */
export async function inputWarnings(
  catalogue: Pick<Catalogue, 'files' | 'inputs'>,
  { hours, timezones }: Pick<Pinned, 'hours' | 'timezones'>,
): Promise<string[]> {
  const files = await catalogue.files.all();
  const held = await Promise.all([catalogue.inputs.newest('hours'), catalogue.inputs.newest('timezones')]);
  return describeInputs({
    hasHours: hours !== null,
    hasTimezones: timezones !== null,
    rejected: files.flatMap((file) => (file.state === 'rejected' && file.message ? [file.message] : [])),
    held: held.flatMap((version) => (version?.state === 'held' ? [version] : [])),
  });
}

interface LoadedPolls {
  readonly storeCount: number;
  readonly newestOfAllMicros: number | null;
}

/** What a report says of its polls. */
export function pollWarnings(
  { pins, log }: Pick<Pinned, 'pins' | 'log'>,
  { storeCount, newestOfAllMicros }: LoadedPolls,
): string[] {
  const { asOfMicros } = pins;
  return describePolls({
    storeCount,
    asOfMicros,
    newestPollMicros: newestOfAllMicros ?? newestBefore(asOfMicros, log),
  });
}

/** Where the week has no poll. null: the log has later ones, and which was the last before as-of would have to be looked up. */
function newestBefore(asOfMicros: number, { newestMicros }: Pinned['log']): number | null {
  return newestMicros !== null && newestMicros <= asOfMicros ? newestMicros : null;
}
