import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../config/settings';
import { formatSourceSpec } from '../../config/source-specs';
import { describeError, LoopwatchError } from '../../contract/errors';
import { INPUT_KINDS, type InputKind } from '../../contract/inputs';
import { FolderSource } from '../../sources/folder-source';
import { type Finding, ok, problem, warning } from './finding';
import type { DoctorTools, Recognise } from './tools';

const MAX_NAMED = 5;

/** Each source in turn: what a folder holds, and what Google lists. */
export async function checkSources(settings: Settings, tools: DoctorTools): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const spec of settings.sources) {
    if (spec.kind === 'folder') {
      findings.push(...(await checkSourceFolder(spec.folder, tools.recognise)));
      continue;
    }
    const name = formatSourceSpec(spec);
    try {
      const files = await tools.listSource({ ...settings, sources: [spec] });
      findings.push(ok(`${name}: ${files.length} files: ${files.slice(0, MAX_NAMED).join(', ') || 'none'}`));
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      findings.push(problem(`${name}: ${error.message}`, error.remedy ?? 'See docs/google.md.'));
    }
  }
  return findings;
}

/** What the folder holds, by the headers of its files. It does not read the rows. */
export async function checkSourceFolder(sourceDir: string, recognise: Recognise): Promise<Finding[]> {
  let names: string[];
  let entries: number;
  try {
    names = (await new FolderSource(sourceDir).list()).map((file) => file.name);
    entries = (await readdir(sourceDir)).length;
  } catch (error) {
    const remedy = 'Name the folder of your CSV files with --source or LOOPWATCH_SOURCE.';
    return [problem(`Source folder: ${wordsOf(error)}`, remedy)];
  }
  const kinds = new Map<InputKind, string[]>(INPUT_KINDS.map((kind) => [kind, []]));
  const refused: Finding[] = [];
  for (const name of names) {
    try {
      kinds.get(await recognise(path.join(sourceDir, name)))?.push(name);
    } catch (error) {
      refused.push(refuse(name, error));
    }
  }
  const others = entries - names.length;
  return [
    ok(`Source folder ${sourceDir}: ${names.length} files${others > 0 ? `, ${others} others ignored` : ''}`),
    ...[...kinds].map(([kind, files]) => describeKind(kind, files)),
    ...refused,
  ];
}

function refuse(name: string, error: unknown): Finding {
  const remedy = error instanceof LoopwatchError ? error.remedy : null;
  return problem(`${name} cannot be used: ${wordsOf(error)}`, remedy ?? 'Correct the file or remove it.');
}

function wordsOf(error: unknown): string {
  return error instanceof LoopwatchError ? error.message : describeError(error);
}

function describeKind(kind: InputKind, files: readonly string[]): Finding {
  if (files.length === 0) {
    return warning(
      `No file of ${kind}`,
      `Put one into the source folder; docs/semantics.md names its columns.`,
    );
  }
  const more = files.length > MAX_NAMED ? ` and ${files.length - MAX_NAMED} more` : '';
  const named = files.slice(0, MAX_NAMED).join(', ');
  return ok(`${files.length} ${files.length === 1 ? 'file' : 'files'} of ${kind}: ${named}${more}`);
}
