import type { QuarantineReasons } from '../../contract/inputs';
import { mostFrequentReason } from './most-frequent-reason';
import { counted, wholeNumber } from './report-words';

const MAX_FILES = 3;
const MAX_OTHERS = 5;

export interface NoPollsFacts {
  /** Files of polls of which no row is good. */
  readonly unread: readonly {
    readonly name: string;
    /** null: an earlier release read it, and did not count. */
    readonly rowsIn: number | null;
    readonly quarantined: number;
    readonly reasons: QuarantineReasons;
  }[];
  /** Why files could not be used at all, in words. */
  readonly rejected: readonly string[];
  /** Names of files of polls that hold no row. */
  readonly empty: readonly string[];
  /** Names of what else the sources hold. */
  readonly others: readonly string[];
  /** The sources, as the settings name them. */
  readonly sources: readonly string[];
}

interface Words {
  readonly message: string;
  readonly remedy: string;
}

/** Why there is nothing to report, from what the ingestions have seen. */
export function describeNoPolls({ unread, rejected, empty, others, sources }: NoPollsFacts): Words {
  const causes = [
    ...unread.map(
      ({ name, rowsIn, quarantined, reasons }) =>
        `${rowsOf(quarantined, rowsIn)} of ${name} in quarantine (${mostFrequentReason(reasons) ?? 'see the quarantine'})`,
    ),
    ...rejected,
    ...empty.map((name) => `${name} has no rows`),
  ];
  if (causes.length > 0) {
    const more = causes.length > MAX_FILES ? `; and ${causes.length - MAX_FILES} more` : '';
    return {
      message: `No poll can be read, so there is nothing to report: ${causes.slice(0, MAX_FILES).join('; ')}${more}`,
      remedy: 'Correct the files: the next ingestion reads them again.',
    };
  }
  if (sources.length === 0)
    return {
      message: 'No poll has been ingested yet, so there is nothing to report',
      remedy: 'First ingest a file with the columns store_id, status and timestamp_utc.',
    };
  return {
    message: `No file of polls is in ${sources.join(', ')}, so there is nothing to report${othersWords(others)}`,
    remedy: 'Put a file with the columns store_id, status and timestamp_utc there.',
  };
}

function othersWords(others: readonly string[]): string {
  if (others.length === 0) return ': it holds no file';
  const named = others.slice(0, MAX_OTHERS).join(', ');
  const more = others.length > MAX_OTHERS ? ` and ${others.length - MAX_OTHERS} more` : '';
  return `: it holds ${named}${more}`;
}

function rowsOf(quarantined: number, rowsIn: number | null): string {
  if (rowsIn !== null && quarantined < rowsIn)
    return `${wholeNumber(quarantined)} of ${counted(rowsIn, 'row')}`;
  return quarantined === 1 ? 'the only row' : `all ${counted(quarantined, 'row')}`;
}
