import { describeError, LoopwatchError } from '../contract/errors';
import type { SourceFile } from '../contract/inputs';
import type { PeekInto } from '../unpack/peek-into';
import { judgeRows, judgeStart, type StartVerdict } from './judge-start';
import type { UnreadFile } from './source';

/** What a file of a source gives: itself, its sheets, or why it is passed over. */
export interface ContentVerdict {
  readonly files: readonly Omit<SourceFile, 'sourceId'>[];
  readonly passedOver: readonly UnreadFile[];
}

/**
 * Looks into a file of this machine.
 * @param mayBeInput what its name says.
 * @throws errors of the system.
 */
export async function judgeContent(
  path: string,
  file: Omit<SourceFile, 'sourceId'>,
  mayBeInput: boolean,
  peek: PeekInto,
): Promise<ContentVerdict> {
  try {
    const glimpse = await peek(path);
    if (glimpse.kind === 'workbook') return judgeSheets(file, glimpse.sheets);
    const verdict = judgeStart(glimpse.head);
    if (verdict.isInput) return { files: [file], passedOver: [] };
    return passOver(file.name, verdict.reason, { mayBeInput: mayBeInput && verdict.mayBeInput });
  } catch (error) {
    if (error instanceof LoopwatchError) return passOver(file.name, describeError(error), { mayBeInput });
    throw error;
  }
}

interface JudgedSheet {
  readonly name: string;
  readonly isBlank: boolean;
  readonly verdict: StartVerdict;
}

function judgeSheets(
  file: Omit<SourceFile, 'sourceId'>,
  heads: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[],
): ContentVerdict {
  const sheets = heads.map(({ name, rows }) => ({
    name,
    isBlank: rows.length === 0,
    verdict: judgeRows(rows),
  }));
  const inputs = sheets.filter(({ verdict }) => verdict.isInput);
  if (inputs.length === 0) {
    const mayBeInput = sheets.every(({ verdict }) => verdict.isInput || verdict.mayBeInput);
    return passOver(file.name, noInputAmong(sheets), { mayBeInput });
  }
  const others = sheets.filter(({ isBlank, verdict }) => !isBlank && !verdict.isInput);
  const nameOf = (sheet: JudgedSheet) => `${file.name}#${sheet.name}`;
  return {
    files: inputs.map((sheet) => ({
      ...file,
      fileId: `${file.fileId}#${sheet.name}`,
      name: nameOf(sheet),
      sheet: sheet.name,
    })),
    passedOver: others.flatMap((sheet) => passOver(nameOf(sheet), reasonOf(sheet)).passedOver),
  };
}

function reasonOf({ verdict }: JudgedSheet): string {
  return verdict.isInput ? '' : verdict.reason;
}

function noInputAmong(sheets: readonly JudgedSheet[]): string {
  const [only] = sheets;
  if (!only) return 'it is a workbook without any sheet.';
  return sheets.length === 1
    ? `its only sheet "${only.name}" is no input: ${reasonOf(only)}`
    : `none of its ${sheets.length} sheets has the header of polls, menu hours or timezones.`;
}

export function passOver(
  name: string,
  reason: string,
  { mayBeInput = false, isUsual = false }: { readonly mayBeInput?: boolean; readonly isUsual?: boolean } = {},
): ContentVerdict {
  return { files: [], passedOver: [{ name, reason, mayBeInput, isUsual }] };
}
