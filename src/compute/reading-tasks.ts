import { parseFile } from '../frames/files/parse-file';
import { peekInto } from '../unpack/peek-into';

/** Everything that reads bytes of others: it runs in processes of its own, as no parser is safe from every file. */
export const readingTasks = {
  parseFile,
  peekInto: ({ path }: { readonly path: string }) => peekInto(path),
};
