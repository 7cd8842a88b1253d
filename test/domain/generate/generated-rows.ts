import type { GeneratedFile } from '../../../src/domain/generate/data-set';
import { dataSetFiles } from '../../../src/domain/generate/data-set';
import { checkGenerateOptions, type GenerateOptions } from '../../../src/domain/generate/generate-options';

export type Rows = readonly (readonly string[])[];

export interface GeneratedRows {
  readonly polls: Rows;
  readonly hours: Rows;
  readonly timezones: Rows;
  readonly truth: Rows;
}

export function generatedFiles(options: GenerateOptions): readonly GeneratedFile[] {
  return dataSetFiles(checkGenerateOptions(options));
}

export function generatedRows(options: GenerateOptions): GeneratedRows {
  const files = generatedFiles(options);
  const rowsOf = (name: string): Rows => {
    const file = files.find((candidate) => candidate.name === name);
    return toRows([...(file?.lines() ?? [])]);
  };
  return {
    polls: rowsOf('store_status.csv'),
    hours: rowsOf('menu_hours.csv'),
    timezones: rowsOf('timezones.csv'),
    truth: rowsOf('truth.csv'),
  };
}

export function toRows(lines: readonly string[]): Rows {
  return lines.map((line) => line.split(','));
}

export function column(rows: Rows, index: number): readonly string[] {
  return rows.map((row) => row[index] ?? '');
}

export function groupRows(rows: Rows, keyOf: (row: readonly string[]) => string): ReadonlyMap<string, Rows> {
  const groups = new Map<string, (readonly string[])[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
