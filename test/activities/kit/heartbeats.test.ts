import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createActivities } from '../../../src/activities/index';
import type { ActivityPorts } from '../../../src/activities/ports';
import type { FetchedFile, SourceFile } from '../../../src/contract/inputs';
import { FolderSource } from '../../../src/sources/folder-source';
import { defaultOptions } from '../../support/default-options';
import { deferred } from '../../support/deferred';
import { activityEnvironment, runIn } from '../../support/maintain-by-hand';
import { openWorkerPorts } from '../../support/ports';
import { POLLS } from '../../support/service';
import { tempFolder } from '../../support/temp-folder';

const MINUTE_MILLIS = 60_000;
const INGESTION = { ingestionId: 'i', workflowId: 'w', trigger: 'test' };
const root = tempFolder();

describe('an activity that waits for the blob store sends heartbeats', () => {
  let ports: ActivityPorts;
  let file: SourceFile;

  beforeEach(async () => {
    const folder = path.join(root, randomUUID());
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'polls.csv'), `${POLLS}1,active,2023-01-22 00:00:00\n`);
    const source = new FolderSource(folder);
    ports = await openWorkerPorts(path.join(root, randomUUID()), [source]);
    const [listed] = (await source.list()).files;
    if (!listed) throw new Error('the folder has a file');
    file = listed;
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'],
    });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await ports.catalogue.close();
  });

  /** The number of heartbeats in one minute without an answer to this call of the store. */
  async function beatsWhile(
    silent: 'write' | 'localPath' | 'removeFolder',
    run: (activities: ReturnType<typeof createActivities>) => () => Promise<unknown>,
  ): Promise<number> {
    const [asked, answer] = [deferred(), deferred()];
    const { blobs } = ports;
    const waiting = async () => {
      asked.resolve();
      await answer.promise;
    };
    const slow: ActivityPorts['blobs'] = Object.create(blobs, {
      write: {
        value: async <T>(key: string, make: (path: string) => Promise<T>) =>
          blobs.write(key, async (file) => {
            const made = await make(file);
            if (silent === 'write') await waiting();
            return made;
          }),
      },
      writeHashed: { value: blobs.writeHashed.bind(blobs) },
      localPath: {
        value: async (key: string) => {
          if (silent === 'localPath') await waiting();
          return blobs.localPath(key);
        },
      },
      removeFolder: {
        value: async (folder: string) => {
          if (silent === 'removeFolder') await waiting();
          return blobs.removeFolder(folder);
        },
      },
      scratchPath: { value: blobs.scratchPath.bind(blobs) },
      remove: { value: blobs.remove.bind(blobs) },
    });
    const retention = { ...ports.retention, reportsDays: 1 };
    let beats = 0;
    const environment = activityEnvironment();
    environment.on('heartbeat', () => beats++);
    const ended = runIn(environment, run(createActivities({ ...ports, blobs: slow, retention })));
    await asked.promise;
    const before = beats;
    jest.advanceTimersByTime(MINUTE_MILLIS);
    const after = beats;
    answer.resolve();
    await ended;
    jest.advanceTimersByTime(MINUTE_MILLIS);
    expect(beats).toBe(after);
    return after - before;
  }

  const fetchIt = (): Promise<FetchedFile> =>
    runIn(activityEnvironment(), createActivities(ports).fetch, { ingestion: INGESTION, file });

  it('while a fetched file is stored', async () => {
    const beats = await beatsWhile(
      'write',
      ({ fetch }) =>
        () =>
          fetch({ ingestion: INGESTION, file }),
    );
    expect(beats).toBeGreaterThan(2);
  });

  it.each(['localPath', 'write'] as const)('while a file is validated (%s)', async (silent) => {
    const fetched = await fetchIt();
    const run = beatsWhile(
      silent,
      ({ validate }) =>
        () =>
          validate({ ingestion: INGESTION, fetched }),
    );
    expect(await run).toBeGreaterThan(2);
  });

  it('while reports are removed', async () => {
    await ports.catalogue.reports.save({
      id: randomUUID(),
      requestedMicros: 1,
      requestedBy: null,
      options: defaultOptions(),
      state: 'Completed',
      pins: null,
      files: [],
      storeCount: null,
      pollCount: null,
      message: null,
      finishedMicros: 2,
    });
    const beats = await beatsWhile(
      'removeFolder',
      ({ expire }) =>
        () =>
          expire({ maintenanceId: 'm' }),
    );
    expect(beats).toBeGreaterThan(2);
  });
});
