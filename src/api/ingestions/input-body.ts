import { z } from 'zod';
import { VERSIONED_KINDS, type VersionedKind } from '../../contract/versioned-inputs';
import { describeVersion } from '../../domain/wording/describe-version';
import type { InputVersion } from '../../storage/catalogue/input-catalogue';
import { count } from '../http/value-schemas';
import type { ApiPorts } from '../ports';

export const inputKindSchema = z.enum(VERSIONED_KINDS).meta({ description: 'Which input.' });

export const inputKindParams = z.strictObject({ kind: inputKindSchema });

const storesSchema = z.object({
  given: count.meta({ description: 'Stores that the files give.' }),
  kept_lost: count.meta({ description: 'Stores that no file gives any more: they keep what they had.' }),
  kept_unreadable: count.meta({ description: 'Stores with unreadable rows: they keep what they had.' }),
  unreadable: count.meta({ description: 'Stores with unreadable rows of which nothing earlier is known.' }),
});

export const inputSchema = z
  .object({
    kind: inputKindSchema,
    version: z.int().meta({ description: 'The version in use; 0: none.' }),
    files: z.array(z.string()).meta({
      description: 'The files that it is made of. Where two have one store, the later in the list holds.',
    }),
    stores: storesSchema,
    notices: z
      .array(z.string())
      .meta({ description: 'Removed files, conflicts of files and kept stores, in words.' }),
    held: z
      .object({ version: z.int(), reason: z.string() })
      .nullable()
      .meta({ description: 'A newer version that waits until someone accepts it.' }),
  })
  .meta({ id: 'Input', description: 'The version of the hours or timezones that reports use.' });

export type InputBody = z.output<typeof inputSchema>;

export async function readInputBody({ catalogue }: ApiPorts, kind: VersionedKind): Promise<InputBody> {
  const inUse = await catalogue.inputs.current(kind);
  const newest = await catalogue.inputs.newest(kind);
  const isHeld = newest?.state === 'held';
  return {
    kind,
    version: inUse?.version ?? 0,
    files: inUse?.notes?.files.map(({ name }) => name) ?? [],
    stores: storesOf(inUse),
    notices: inUse?.notes ? describeVersion(kind, inUse.notes) : [],
    held: isHeld ? { version: newest.version, reason: newest.reason ?? 'it looks wrong' } : null,
  };
}

function storesOf(version: InputVersion | null): InputBody['stores'] {
  const stores = version?.notes?.stores;
  return {
    given: stores?.given ?? version?.stores ?? 0,
    kept_lost: stores?.keptLost ?? 0,
    kept_unreadable: stores?.keptUnreadable ?? 0,
    unreadable: stores?.unreadable ?? 0,
  };
}
