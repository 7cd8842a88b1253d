import { describeNoPolls, type NoPollsFacts } from '../../../src/domain/wording/describe-no-polls';

const NOTHING: NoPollsFacts = { unread: [], rejected: [], empty: [], others: [], sources: [] };

it('says that nothing has been ingested only where nothing has', () => {
  expect(describeNoPolls(NOTHING).message).toBe(
    'No poll has been ingested yet, so there is nothing to report',
  );
});

it('names each file with its rows and the most frequent reason, and files that were rejected', () => {
  const { message, remedy } = describeNoPolls({
    ...NOTHING,
    unread: [
      { name: 'a.csv', rowsIn: 3, quarantined: 3, reasons: { 'store_id is missing': 1, 'it is odd': 2 } },
      { name: 'b.csv', rowsIn: 1, quarantined: 1, reasons: { 'store_id is missing': 1 } },
    ],
    rejected: ['c.csv: the file is empty'],
  });
  expect(message).toBe(
    'No poll can be read, so there is nothing to report: all 3 rows of a.csv in quarantine (it is odd); the only row of b.csv in quarantine (store_id is missing); c.csv: the file is empty',
  );
  expect(remedy).toBe('Correct the files: the next ingestion reads them again.');
});

it('counts the files beyond the first three', () => {
  const rejected = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.csv: the file is empty`);
  expect(describeNoPolls({ ...NOTHING, rejected }).message).toMatch(/c\.csv: the file is empty; and 2 more$/);
});

it('names what the sources hold where none of it is of polls', () => {
  const { message, remedy } = describeNoPolls({
    ...NOTHING,
    others: ['hours.csv', 'notes.txt'],
    sources: ['/data'],
  });
  expect(message).toBe(
    'No file of polls is in /data, so there is nothing to report: it holds hours.csv, notes.txt',
  );
  expect(remedy).toBe('Put a file with the columns store_id, status and timestamp_utc there.');
  expect(describeNoPolls({ ...NOTHING, sources: ['/data'] }).message).toMatch(/: it holds no file$/);
  expect(describeNoPolls({ ...NOTHING, sources: ['/data'], empty: ['a.csv'] }).message).toMatch(
    /: a\.csv has no rows$/,
  );
});
