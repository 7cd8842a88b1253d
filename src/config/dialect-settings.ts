import type { z } from 'zod';
import { describeError } from '../contract/errors';
import {
  type CellDialect,
  DATE_ORDERS,
  DAY_NUMBERINGS,
  type DateOrder,
  type DayNumbering,
} from '../contract/file-reading';
import { folderSourceId, type SourceSpec } from '../contract/sources';
import { setting, text } from './setting';
import { formatSourceSpec, parseSourceSpec } from './source-specs';

/** How sources write what can be read in two ways. */
export const dialectSettings = {
  LOOPWATCH_DATE_ORDER: setting(bySource(DATE_ORDERS).optional(), {
    meaning: `the order of dates such as 6/5/2024 in \`timestamp_utc\`: \`day-month-year\` or \`month-day-year\`; for one source \`SOURCE=day-month-year\`, several separated by semicolons`,
    flag: '--date-order <order>',
    defaultWords: 'none: such rows go to quarantine',
  }),
  LOOPWATCH_DAY_NUMBERING: setting(bySource(DAY_NUMBERINGS).optional(), {
    meaning: `what the numbers of days in menu hours mean: \`0-is-monday\`, \`1-is-monday\`, \`0-is-sunday\` or \`1-is-sunday\`; for one source as above`,
    flag: '--day-numbering <numbering>',
    defaultWords: '`0-is-monday`; a file with a 7 is rejected',
  }),
};

type Values = z.output<z.ZodObject<typeof dialectSettings>>;

/** @returns the dialect of a source by its id. */
export function readDialects(values: Values): (sourceId: string) => CellDialect {
  const orders = entriesOf(values.LOOPWATCH_DATE_ORDER ?? '', DATE_ORDERS);
  const numberings = entriesOf(values.LOOPWATCH_DAY_NUMBERING ?? '', DAY_NUMBERINGS);
  return (sourceId) => ({
    dateOrder: choose<DateOrder>(orders, sourceId),
    dayNumbering: choose<DayNumbering>(numberings, sourceId),
  });
}

/** Names in these settings of what is no source, each after its setting: `LOOPWATCH_DATE_ORDER names /data/old`. */
export function unknownDialectSources(values: Values, sources: readonly SourceSpec[]): string[] {
  const known = new Set(sources.map(sourceIdOf));
  const named = {
    LOOPWATCH_DATE_ORDER: entriesOf(values.LOOPWATCH_DATE_ORDER ?? '', DATE_ORDERS),
    LOOPWATCH_DAY_NUMBERING: entriesOf(values.LOOPWATCH_DAY_NUMBERING ?? '', DAY_NUMBERINGS),
  };
  return Object.entries(named).flatMap(([setting, entries]) =>
    entries
      .filter(({ sourceId }) => sourceId !== null && !known.has(sourceId))
      .map(({ sourceId }) => `${setting} names ${sourceId?.replace(/^folder:/, '')}`),
  );
}

interface Entry<Choice> {
  /** null: all sources without an entry of their own. */
  readonly sourceId: string | null;
  readonly choice: Choice;
}

function choose<Choice>(entries: readonly Entry<Choice>[], sourceId: string): Choice | null {
  const own = entries.find((entry) => entry.sourceId === sourceId);
  return (own ?? entries.find((entry) => entry.sourceId === null))?.choice ?? null;
}

function bySource(choices: readonly string[]) {
  return text.superRefine((value, context) => {
    try {
      entriesOf(value, choices);
    } catch (error) {
      context.addIssue({ code: 'custom', message: describeError(error) });
    }
  });
}

/** @throws Error naming the part that cannot be used. */
function entriesOf<Choice extends string>(value: string, choices: readonly Choice[]): Entry<Choice>[] {
  const parts = value.split(';').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const cut = part.lastIndexOf('=');
      const word = part.slice(cut + 1).trim();
      const choice = choices.find((known) => known === word.toLowerCase());
      if (choice === undefined)
        throw new Error(`"${word}" must be ${choices.join(' or ')}, alone or after SOURCE=`);
      return { sourceId: cut < 0 ? null : sourceIdOf(parseSourceSpec(part.slice(0, cut).trim())), choice };
    });
}

function sourceIdOf(spec: SourceSpec): string {
  return spec.kind === 'folder' ? folderSourceId(spec.folder) : formatSourceSpec(spec);
}
