/** DuckDB's measured run, in its own process; started by full-size.ts with a source and an output folder. */
import { type Measured, reportMeasured, secondsOf } from '../measured';
import { type DuckDbFolders, withDuckDb } from './duckdb';

async function main(folders: DuckDbFolders): Promise<Measured> {
  const taken = await withDuckDb(folders, async (run) => {
    await run('read-csv');
    const rows = await secondsOf(() => run('write-rows'));
    const polls = await secondsOf(() => run('write-polls'));
    const hours = await secondsOf(() => run('write-hours-and-timezones'));
    return { rows, polls, all: polls + hours };
  });
  await figuresFromParquet(folders);
  const figures = await figuresFromParquet(folders);
  const whole = await withDuckDb(folders, (run) =>
    secondsOf(() => run('read-csv', 'keep-csv', 'business-hours', 'figures', 'write-report')),
  );
  return {
    'read the polls, write sorted Parquet, with repeated polls': taken.rows,
    'read the polls, write sorted Parquet, without repeated polls': taken.polls,
    'read the three files, write sorted Parquet': taken.all,
    'from Parquet to figures in Parquet': figures,
    'CSV in → CSV out': whole,
    'peak memory, GB': process.resourceUsage().maxRSS / 1e6,
  };
}

function figuresFromParquet(folders: DuckDbFolders): Promise<number> {
  return withDuckDb(folders, (run) =>
    secondsOf(() => run('read-parquet', 'business-hours', 'figures', 'write-figures')),
  );
}

const [source = '', work = ''] = process.argv.slice(2);
reportMeasured(main({ source, work }));
