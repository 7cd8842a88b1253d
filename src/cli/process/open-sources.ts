import type { Settings } from '../../config/settings';
import { SAMPLE_DIR } from '../../config/source-settings';
import { formatSourceSpec } from '../../config/source-specs';
import { FolderSource } from '../../sources/folder-source';
import type { Google } from '../../sources/google/google-client';
import type { PollSource } from '../../sources/source';
import { type PeekInto, peekInto } from '../../unpack/peek-into';

/** @throws LoopwatchError SETUP where a source needs Google and no usable credentials are set. */
export async function openSources(
  { sources, google: settings }: Pick<Settings, 'sources' | 'google'>,
  peek: PeekInto = peekInto,
): Promise<PollSource[]> {
  const opened: PollSource[] = [];
  let google: Google | null = null;
  for (const spec of sources) {
    if (spec.kind === 'folder') {
      opened.push(new FolderSource(spec.folder, { isSample: spec.folder === SAMPLE_DIR, peek }));
      continue;
    }
    // Loaded only where needed: it is large.
    const { openGoogle, openGoogleSource } = await import('../../sources/google/open-google-source.js');
    google ??= await openGoogle(settings);
    opened.push(openGoogleSource(google, spec, formatSourceSpec(spec), peek));
  }
  return opened;
}
