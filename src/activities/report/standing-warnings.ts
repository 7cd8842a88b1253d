import { troublesOfFile } from '../../domain/health/find-troubles';
import type { Catalogue } from '../../storage/catalogue/catalogue';
import { toFacts } from '../../storage/catalogue/read-standing';
import { presentFiles } from '../../storage/catalogue/source-catalogue';

/** Warnings about sources that failed, and about files of polls with many rows in quarantine. */
export async function standingWarnings(catalogue: Pick<Catalogue, 'files' | 'sources'>): Promise<string[]> {
  const sources = await catalogue.sources.all();
  const files = await presentFiles(catalogue);
  const ofPolls = files.filter(({ kind, state }) => kind === 'polls' && state === 'read');
  return [
    ...sources.flatMap(({ failure }) =>
      failure ? [`A source could not be read at the last try: ${failure.message}`] : [],
    ),
    ...ofPolls.flatMap((file) => troublesOfFile(toFacts(file)).map(({ text }) => text)),
  ];
}
