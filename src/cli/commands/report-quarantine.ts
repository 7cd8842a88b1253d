import type { QuarantineReasons } from '../../contract/inputs';
import { visibleText } from '../../domain/text/visible-text';
import { readQuarantineLines } from '../../storage/blobs/quarantine-lines';
import { quarantineJudge } from '../../storage/catalogue/quarantine-state';
import { presentFiles } from '../../storage/catalogue/source-catalogue';
import type { LocalRun } from '../process/local-run';

const ROWS_SHOWN = 3;
const FILES_READ = 20;

/** A name in the left column, and what stands beside it. */
export type Line = readonly [name: string, value: string];

/** The rows that the files hold and nobody could read: how many and why, the first ones, and where all are kept. */
export async function describeQuarantine(
  { ports }: Pick<LocalRun, 'ports'>,
  stateDir: string | null,
): Promise<readonly Line[]> {
  const files = (await presentFiles(ports.catalogue)).filter(({ quarantined }) => quarantined > 0);
  const total = files.reduce((sum, { quarantined }) => sum + quarantined, 0);
  if (total === 0) return [['quarantined rows', '0']];
  const where =
    stateDir === null
      ? 'the rows are removed with the temporary folder: --state FOLDER keeps them, in FOLDER/blobs/quarantine'
      : `all of them are in ${stateDir}/blobs/quarantine`;
  return [
    ['quarantined rows', String(total)],
    ...files.flatMap(({ name, reading }) => reasonLines(name, reading?.reasons ?? {})),
    ...(await firstRows(ports)).map((row): Line => ['', row]),
    ['', where],
  ];
}

/** The most frequent reason first. */
function reasonLines(name: string, reasons: QuarantineReasons): Line[] {
  return Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => ['', `${count} of ${visibleText(name)}: ${reason}`]);
}

async function firstRows({ catalogue, blobs }: LocalRun['ports']): Promise<string[]> {
  const judge = await quarantineJudge(catalogue);
  const files = await catalogue.ingestions.quarantined({ ingestionId: null, after: null, limit: FILES_READ });
  const shown: string[] = [];
  for (const file of files) {
    if ((await judge(file)) !== 'open') continue;
    const path = await blobs.localPath(file.quarantineKey);
    for await (const { line, raw } of readQuarantineLines(path, 0)) {
      shown.push(`${visibleText(file.outcome.name)}, line ${line}: ${visibleText(raw)}`);
      if (shown.length === ROWS_SHOWN) return shown;
    }
  }
  return shown;
}
