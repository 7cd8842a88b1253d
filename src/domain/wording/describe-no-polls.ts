import type { QuarantineReasons } from '../../contract/inputs';
import { counted } from './report-words';

const MAX_FILES = 3;

export interface NoPollsFacts {
  /** Files of polls of which no row is good. */
  readonly unread: readonly {
    readonly name: string;
    readonly rowsIn: number;
    readonly reasons: QuarantineReasons;
  }[];
  /** Why files could not be used at all, in words. */
  readonly rejected: readonly string[];
}

interface Words {
  readonly message: string;
  readonly remedy: string;
}

/** Why there is nothing to report, from what the ingestions have seen. */
export function describeNoPolls({ unread, rejected }: NoPollsFacts): Words {
  const causes = [
    ...unread.map(
      ({ name, rowsIn, reasons }) => `${rowsOf(rowsIn)} of ${name} in quarantine (${mostFrequent(reasons)})`,
    ),
    ...rejected,
  ];
  if (causes.length === 0)
    return {
      message: 'No poll has been ingested yet, so there is nothing to report',
      remedy: 'First ingest a file with the columns store_id, status and timestamp_utc.',
    };
  const more = causes.length > MAX_FILES ? `; and ${causes.length - MAX_FILES} more` : '';
  return {
    message: `No poll can be read, so there is nothing to report: ${causes.slice(0, MAX_FILES).join('; ')}${more}`,
    remedy: 'Correct the files: the next ingestion reads them again.',
  };
}

function rowsOf(count: number): string {
  return count === 1 ? 'the only row' : `all ${counted(count, 'row')}`;
}

function mostFrequent(reasons: QuarantineReasons): string {
  const [first] = Object.entries(reasons).sort(([, left], [, right]) => right - left);
  return first === undefined ? 'see the quarantine' : first[0];
}
