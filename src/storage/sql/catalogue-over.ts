import type { Kysely } from 'kysely';
import type { Catalogue } from '../catalogue/catalogue';
import type { Tables } from './schema';
import { askedReportTable } from './tables/asked-report-table';
import { commitTable } from './tables/commit-table';
import { fileTable } from './tables/file-table';
import { identityTable } from './tables/identity-table';
import { ingestionTable } from './tables/ingestion-table';
import { inputTable } from './tables/input-table';
import { keyTable } from './tables/key-table';
import { logTable } from './tables/log-table';
import { reportTable } from './tables/report-table';
import { retentionTable } from './tables/retention-table';
import { sessionTable } from './tables/session-table';
import { sourceTable } from './tables/source-table';
import { standingTable } from './tables/standing-table';
import { webhookTable } from './tables/webhook-table';
import { type TranslateError, translateErrors } from './translate-errors';

interface CatalogueFacts {
  /** To show to people, without a secret. */
  readonly location: string;
  readonly translate: TranslateError;
  /** What a query does not notice. @throws LoopwatchError UNAVAILABLE */
  readonly requireFile?: () => void;
  readonly findDamage?: () => readonly string[] | null;
}

/** The catalogue in a database whose tables exist. */
export function catalogueOver(
  db: Kysely<Tables>,
  { location, translate, requireFile = () => undefined, findDamage = () => null }: CatalogueFacts,
): Catalogue {
  const { identity, takeIdentity } = translateErrors(identityTable(db), translate);
  return {
    location,
    commits: translateErrors(commitTable(db), translate),
    log: translateErrors(logTable(db), translate),
    inputs: translateErrors(inputTable(db), translate),
    sources: translateErrors(sourceTable(db), translate),
    files: translateErrors(fileTable(db), translate),
    ingestions: translateErrors(ingestionTable(db), translate),
    reports: translateErrors(reportTable(db), translate),
    asked: translateErrors(askedReportTable(db), translate),
    standing: translateErrors(standingTable(db), translate),
    keys: translateErrors(keyTable(db), translate),
    sessions: translateErrors(sessionTable(db), translate),
    webhooks: translateErrors(webhookTable(db), translate),
    retention: translateErrors(retentionTable(db), translate),
    identity,
    takeIdentity,
    async requireThere() {
      requireFile();
      await identity();
    },
    ...translateErrors({ findDamage: async () => findDamage() }, translate),
    close: () => db.destroy(),
  };
}
