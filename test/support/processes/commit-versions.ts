import { z } from 'zod';
import { LoopwatchError } from '../../../src/contract/errors';
import type { Catalogue } from '../../../src/storage/catalogue/catalogue';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { obeyOrders } from './obey-orders';

const kindSchema = z.enum(['polls', 'hours']);
type Kind = z.infer<typeof kindSchema>;

const orderSchema = z.union([
  /** Try once, against this version. */
  z.object({ url: z.string(), what: kindSchema, expected: z.number() }),
  /** Try against the newest version until so many commits have won. */
  z.object({ url: z.string(), what: kindSchema, wins: z.number() }),
]);

obeyOrders(orderSchema, async (order) => {
  const catalogue = await openCatalogue(order.url);
  const won: number[] = [];
  let lost = 0;
  const attempt = async (number: number, expected: number | null) => {
    try {
      won.push(await commit(catalogue, order.what, number, expected));
    } catch (error) {
      if (!(error instanceof LoopwatchError) || error.code !== 'STORAGE_CONFLICT') throw error;
      lost++;
    }
  };
  if ('expected' in order) await attempt(0, order.expected);
  else for (let number = 0; won.length < order.wins; number++) await attempt(number, null);
  await catalogue.close();
  return { won, lost };
});

/** @returns the version that the commit made. */
async function commit(
  catalogue: Catalogue,
  kind: Kind,
  number: number,
  expected: number | null,
): Promise<number> {
  const name = [process.pid, number, expected].join('-');
  const id = { sourceId: 's', fileId: 'f', name, kind, quarantined: number, message: null };
  const base = {
    ingestionId: name,
    committedMicros: 1,
    file: {
      ...id,
      fingerprint: name,
      mark: null,
      rowsKey: null,
      state: 'read',
      reading: null,
      updatedMicros: 1,
    },
    outcome: {
      ...id,
      state: 'accepted',
      rowsIn: 3,
      accepted: 1,
      duplicates: 2,
      disagreements: 0,
      reasons: {},
      quarantineKey: null,
    },
  } as const;
  if (kind === 'polls') {
    const expectedVersion = expected ?? (await catalogue.log.latest())?.version ?? 0;
    const span = { fromMicros: 1, toMicros: 2 };
    const segment = { key: name, rows: 1, corrections: 0, span, buckets: { from: 0, to: 256 }, sizeBytes: 1 };
    const stores = { storesKey: name, storeCount: 1 };
    return catalogue.log.commit({
      ...base,
      ...stores,
      expectedVersion,
      expectedRevision: null,
      segments: [segment],
    });
  }
  const newest = expected ?? (await catalogue.inputs.newest(kind))?.version ?? 0;
  const next = {
    kind,
    key: name,
    rows: 1,
    stores: 1,
    quarantined: number,
    state: 'used',
    reason: null,
    notes: null,
  } as const;
  const { version } = await catalogue.inputs.commit({
    expected: { newest, inUse: newest },
    committedMicros: 1,
    next,
    files: [],
    outcomes: { ingestionId: name, changed: [base.outcome] },
  });
  return version;
}
