import type { MadeVersions, MakeVersionsRequest } from '../../contract/ingest-payloads';
import { VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { describeHeld, describeVersion } from '../../domain/wording/describe-version';
import type { InputVersion } from '../../storage/catalogue/input-catalogue';
import type { ActivityPorts } from '../ports';
import { makeNextVersion } from './next-version';

/** Makes the versions of hours and timezones at the end of an ingestion. A repeated call says the same again. */
export function createMakeVersions(ports: ActivityPorts) {
  return async ({ ingestion, passedOver }: MakeVersionsRequest): Promise<MadeVersions> => {
    const { ingestionId } = ingestion;
    const made: InputVersion[] = [];
    for (const kind of VERSIONED_KINDS) {
      const version = await makeNextVersion(ports, ingestionId, kind, passedOver?.files);
      if (version) made.push(version);
    }
    const outcomes = await ports.catalogue.ingestions.outcomes(ingestionId);
    const isTold = (version: InputVersion) =>
      outcomes.some((outcome) => outcome.state === 'held' && outcome.kind === version.kind);
    return { notices: made.filter((version) => !isTold(version)).flatMap(noticesOf) };
  };
}

function noticesOf({ kind, state, reason, notes }: InputVersion): string[] {
  if (state === 'held') return [describeHeld(kind, reason)];
  return notes === null ? [] : describeVersion(kind, notes);
}
