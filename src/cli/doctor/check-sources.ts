import path from 'node:path';
import { unknownDialectSources } from '../../config/dialect-settings';
import type { Settings } from '../../config/settings';
import { formatSourceSpec } from '../../config/source-specs';
import { describeError, LoopwatchError } from '../../contract/errors';
import { INPUT_KINDS, type InputKind, type SourceFile } from '../../contract/inputs';
import { FolderSource } from '../../sources/folder-source';
import type { Listing, UnreadFile } from '../../sources/source';
import { type Finding, ok, problem, warning } from './finding';
import type { DoctorTools, Recognise } from './tools';

const MAX_NAMED = 5;
const MAX_PASSED_OVER = 50;

/** Each source in turn: what a folder holds, and what Google lists. */
export async function checkSources(settings: Settings, tools: DoctorTools): Promise<Finding[]> {
  const { sources } = settings;
  const findings: Finding[] = unknownDialectSources(settings.values, sources).map((what) =>
    warning(`${what}, which is no source`, 'Name it as in LOOPWATCH_SOURCE, or write the value alone.'),
  );
  for (const spec of sources) {
    if (spec.kind === 'folder') {
      findings.push(...(await checkSourceFolder(spec.folder, tools.recognise)));
      continue;
    }
    const name = formatSourceSpec(spec);
    try {
      for (const { files, passedOver } of await tools.listSource({ ...settings, sources: [spec] })) {
        findings.push(ok(`${name}: ${files.length} files: ${namesOf(files, MAX_NAMED) || 'none'}`));
        findings.push(...describePassedOver(passedOver));
      }
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      findings.push(problem(`${name}: ${error.message}`, error.remedy ?? 'See docs/google.md.'));
    }
  }
  return findings;
}

/** What the folder holds, by the headers of its files. It does not read the rows. */
export async function checkSourceFolder(sourceDir: string, recognise: Recognise): Promise<Finding[]> {
  let listing: Listing;
  try {
    listing = await new FolderSource(sourceDir).list();
  } catch (error) {
    const remedy = 'Name the folder of your CSV files with --source or LOOPWATCH_SOURCE.';
    return [problem(`Source folder: ${wordsOf(error)}`, remedy)];
  }
  const { files, passedOver } = listing;
  const kinds = new Map<InputKind, SourceFile[]>(INPUT_KINDS.map((kind) => [kind, []]));
  const refused: Finding[] = [];
  for (const file of files) {
    const { fileId, sheet = null } = file;
    const entry = sheet === null ? fileId : fileId.slice(0, -`#${sheet}`.length);
    try {
      kinds.get(await recognise(path.join(sourceDir, entry), sheet))?.push(file);
    } catch (error) {
      refused.push(refuse(file.name, error));
    }
  }
  return [
    ok(`Source folder ${sourceDir}: ${files.length} ${files.length === 1 ? 'file' : 'files'} to read`),
    ...[...kinds].map(([kind, ofKind]) => describeKind(kind, ofKind)),
    ...refused,
    ...describePassedOver(passedOver),
  ];
}

/** Each file that is passed over, by name; what lies in every folder in one line. */
function describePassedOver(passedOver: readonly UnreadFile[]): Finding[] {
  const usual = passedOver.filter(({ isUsual }) => isUsual);
  const others = passedOver.filter(({ isUsual }) => !isUsual);
  return [
    ...others.slice(0, MAX_PASSED_OVER).map(({ name, reason, mayBeInput }) => {
      const what = `Passed over: ${name}: ${reason.replace(/\.$/, '')}`;
      return mayBeInput ? warning(what, 'Correct it, or take it out of the source.') : ok(what);
    }),
    ...(others.length > MAX_PASSED_OVER
      ? [ok(`Passed over: ${others.length - MAX_PASSED_OVER} more files`)]
      : []),
    ...(usual.length > 0 ? [ok(`Ignored, as in every folder: ${namesOf(usual, MAX_PASSED_OVER)}`)] : []),
  ];
}

function refuse(name: string, error: unknown): Finding {
  const remedy = error instanceof LoopwatchError ? error.remedy : null;
  return problem(`${name} cannot be used: ${wordsOf(error)}`, remedy ?? 'Correct the file or remove it.');
}

function wordsOf(error: unknown): string {
  return error instanceof LoopwatchError ? error.message : describeError(error);
}

function describeKind(kind: InputKind, files: readonly SourceFile[]): Finding {
  if (files.length === 0) {
    return warning(
      `No file of ${kind}`,
      `Put one into the source folder; docs/semantics.md names its columns.`,
    );
  }
  return ok(
    `${files.length} ${files.length === 1 ? 'file' : 'files'} of ${kind}: ${namesOf(files, MAX_NAMED)}`,
  );
}

function namesOf(files: readonly { readonly name: string }[], most: number): string {
  const names = files.slice(0, most).map(({ name }) => name);
  const more = files.length > most ? ` and ${files.length - most} more` : '';
  return `${names.join(', ')}${more}`;
}
