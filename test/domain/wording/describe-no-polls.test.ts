import { describeNoPolls } from '../../../src/domain/wording/describe-no-polls';

it('says that nothing has been ingested only where nothing has', () => {
  expect(describeNoPolls({ unread: [], rejected: [] }).message).toBe(
    'No poll has been ingested yet, so there is nothing to report',
  );
});

it('names each file with its rows and the most frequent reason, and files that were rejected', () => {
  const { message, remedy } = describeNoPolls({
    unread: [
      { name: 'a.csv', rowsIn: 3, reasons: { 'store_id is missing': 1, 'it is odd': 2 } },
      { name: 'b.csv', rowsIn: 1, reasons: { 'store_id is missing': 1 } },
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
  expect(describeNoPolls({ unread: [], rejected }).message).toMatch(/c\.csv: the file is empty; and 2 more$/);
});
