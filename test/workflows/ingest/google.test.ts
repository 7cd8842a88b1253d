import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { openSources } from '../../../src/cli/process/open-sources';
import { createStandin, type Standin } from '../../../src/standin/standin';
import { openWorkerPorts } from '../../support/ports';
import { type Service, serviceOver } from '../../support/service';
import { startTimeSkippingServer } from '../../support/temporal';

const HEADER = ['store_id', 'status', 'timestamp_utc'];
const poll = (hour: number, status = 'active') => [
  '8419537941919820732',
  status,
  `2023-01-22 ${String(hour).padStart(2, '0')}:00:00 UTC`,
];
const csv = (...rows: string[][]) => `${[HEADER, ...rows].map((row) => row.join(',')).join('\n')}\n`;

/** The time-skipping server makes the waits that Google asks for instant. */
describe('hourly ingestion from Google', () => {
  let environment: TestWorkflowEnvironment;
  let standin: Standin;
  let service: Service;
  let folderId: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    environment = await startTimeSkippingServer();
  });
  afterAll(() => environment.teardown());

  beforeEach(async () => {
    standin = createStandin();
    const listening = await standin.listen();
    folderId = standin.putFolder({ name: 'Exports' });
    const root = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-google-'));
    const sources = await openSources({
      sources: [{ kind: 'drive-folder', folderId }],
      google: {
        keyFile: null,
        keyJson: JSON.stringify(standin.serviceAccountKey),
        rootUrl: listening.url,
        callsPerMinute: 10_000,
      },
    });
    const ports = await openWorkerPorts(path.join(root, 'data'), sources);
    service = serviceOver(environment, { root, sourceDir: root, ports });
    close = async () => {
      await service.close();
      await listening.close();
      rmSync(root, { recursive: true, force: true });
    };
  });
  afterEach(() => close());

  const ingest = () => service.withWorker(() => service.ingest());
  const polls = async () => (await service.ports.catalogue.log.latest())?.pollsTotal;
  const downloads = () =>
    standin.requests().filter(({ path, query }) => query.alt === 'media' || path.includes('/values/')).length;

  it('ingests new and edited rows of a sheet, and downloads nothing if nothing changed', async () => {
    const id = standin.putSheet({ folderId, name: 'Polls', tabs: [{ title: 'T', rows: [HEADER, poll(1)] }] });
    expect((await ingest()).outcomes[0]).toMatchObject({ rowsIn: 1, accepted: 1 });
    standin.clearRequests();
    expect((await ingest()).message).toBe("Nothing to do: no file's content has changed (1 looked at).");
    expect(downloads()).toBe(0);
    standin.setCells({ id, tab: 'T', row: 2, cells: [poll(2), poll(3)] });
    expect((await ingest()).outcomes[0]).toMatchObject({ rowsIn: 2, accepted: 2, duplicates: 0 });
    standin.setCells({ id, tab: 'T', row: 1, cells: [poll(1, 'inactive')] });
    expect((await ingest()).outcomes[0]).toMatchObject({
      rowsIn: 3,
      accepted: 1,
      duplicates: 2,
      disagreements: 1,
    });
    expect(await polls()).toBe(4);
    const { pins, files } = await service.withWorker(() => service.report({ formats: ['json'] }));
    expect({ version: pins.logVersion, files: files.length }).toEqual({ version: 3, files: 1 });
  });

  it('keeps the polls of a file that shrank or whose columns changed, and reports the change', async () => {
    const id = standin.putFile({ folderId, name: 'polls.csv', content: csv(poll(1), poll(2)) });
    await ingest();
    standin.putFile({ id, folderId, name: 'polls.csv', content: csv(poll(2)) });
    expect((await ingest()).message).toContain('polls.csv is shorter than when it was last read');
    standin.putFile({ id, folderId, name: 'polls.csv', content: 'store_id,state,timestamp_utc\n' });
    const { outcomes } = await ingest();
    expect(outcomes[0]).toMatchObject({
      state: 'rejected',
      message: expect.stringMatching(/column status is missing.*store_id,state,timestamp_utc/),
    });
    expect(await polls()).toBe(2);
  });

  it('quarantines an id that the sheet turned into a number, with the remedy', async () => {
    const rows = [HEADER, [Number('8419537941919820732'), 'active', '2023-01-22 01:00:00'], poll(2)];
    standin.putSheet({ folderId, name: 'Polls', tabs: [{ title: 'T', rows }] });
    expect((await ingest()).outcomes[0]).toMatchObject({
      accepted: 1,
      quarantined: 1,
      reasons: { 'store_id was turned into a number by a spreadsheet: format its column as plain text': 1 },
    });
  });

  it('succeeds after several refusals and a cut download, with Temporal doing the waiting', async () => {
    standin.putFile({ folderId, name: 'polls.csv', content: csv(poll(1)) });
    // Not the token requests: the client library retries those itself.
    const match = ({ api }: { readonly api: string }) => api === 'drive';
    const started = await environment.currentTimeMs();
    const refusal = { kind: 'refuse', as: '429 rateLimitExceeded', retryAfterSeconds: 30 } as const;
    standin.fail({ match, times: 3, fault: refusal });
    standin.fail({
      match: ({ query }) => query.alt === 'media',
      times: 1,
      fault: { kind: 'cut', afterBytes: 9 },
    });
    expect((await ingest()).outcomes[0]).toMatchObject({ state: 'accepted', accepted: 1 });
    expect(await environment.currentTimeMs()).toBeGreaterThan(started + 90_000);
  });

  it('ingests the other files if one is forbidden, and names that file and the account', async () => {
    const hidden = standin.putFile({
      id: 'a-hidden-id',
      folderId,
      name: 'a-hidden.csv',
      content: csv(poll(1)),
    });
    standin.putFile({ id: 'polls-id', folderId, name: 'polls.csv', content: csv(poll(2)) });
    standin.fail({
      match: ({ path, query }) => path.includes(hidden) && query.alt === 'media',
      times: 2,
      fault: { kind: 'refuse', as: '403 insufficientFilePermissions' },
    });
    const { outcomes } = await ingest();
    expect(outcomes.map(({ name, state }) => [name, state])).toEqual([
      ['a-hidden.csv', 'rejected'],
      ['polls.csv', 'accepted'],
    ]);
    expect(outcomes[0]?.message).toContain(standin.serviceAccountKey.client_email);
    expect((await ingest()).outcomes).toMatchObject([{ name: 'a-hidden.csv', state: 'accepted' }]);
  });

  it('records no key and no token in a history', async () => {
    standin.putFile({ folderId, name: 'polls.csv', content: csv(poll(1)) });
    standin.fail({ match: () => true, times: 1, fault: { kind: 'refuse', as: '503 backendError' } });
    await ingest();
    const [ingestion] = await service.ports.catalogue.ingestions.page(null, 1);
    const { events } = await environment.client.workflow
      .getHandle(ingestion?.workflowId ?? '')
      .fetchHistory();
    const payloads = historyToJSON({ events: events ?? [] }).replace(/"data": "([^"]*)"/g, (_, data) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    expect(payloads).toContain('polls.csv');
    expect(payloads).not.toMatch(/PRIVATE KEY|ya29|Bearer|access_token/);
  });
});
