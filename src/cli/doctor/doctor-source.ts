import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describeError, LoopwatchError } from '../../contract/errors';
import { INPUT_KINDS, type InputKind } from '../../contract/inputs';
import { FolderSource } from '../../sources/folder-source';
import { type Finding, ok, problem, warning } from './doctor-finding';

const NAMED = 5;

/** @returns the kind of input that a file's header is that of. @throws LoopwatchError FILE_REJECTED where it is none. */
export type Recognise = (file: string) => Promise<InputKind>;

/** What the source folder holds, by the headers of its files; their rows are not looked at. */
export async function checkSource(sourceDir: string, recognise: Recognise): Promise<Finding[]> {
  let names: string[];
  let entries: number;
  try {
    names = (await new FolderSource(sourceDir).list()).map((file) => file.name);
    entries = (await readdir(sourceDir)).length;
  } catch (error) {
    const mend = 'Name the folder of your CSV files with --source or LOOPWATCH_SOURCE.';
    return [problem(`Source folder: ${wordsOf(error)}`, mend)];
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
    ok(
      `Source folder ${sourceDir}: ${names.length} files${others > 0 ? `, ${others} others passed over` : ''}`,
    ),
    ...[...kinds].map(([kind, files]) => describeKind(kind, files)),
    ...refused,
  ];
}

function refuse(name: string, error: unknown): Finding {
  const remedy = error instanceof LoopwatchError ? error.remedy : null;
  return problem(`${name} cannot be used: ${wordsOf(error)}`, remedy ?? 'Mend the file, or take it away.');
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
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  return ok(
    `${files.length} ${files.length === 1 ? 'file' : 'files'} of ${kind}: ${files.slice(0, NAMED).join(', ')}${more}`,
  );
}
