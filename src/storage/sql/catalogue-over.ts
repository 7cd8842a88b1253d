import type { Kysely } from 'kysely';
import type { Catalogue } from '../catalogue/catalogue';
import type { Tables } from './schema';
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
import { webhookTable } from './tables/webhook-table';
import { type TranslateError, translateErrors } from './translate-errors';

/** The catalogue in a database whose tables exist. @param location to show to people, without a secret. */
export function catalogueOver(db: Kysely<Tables>, location: string, translate: TranslateError): Catalogue {
  return {
    location,
    commits: translateErrors(commitTable(db), translate),
    log: translateErrors(logTable(db), translate),
    inputs: translateErrors(inputTable(db), translate),
    sources: translateErrors(sourceTable(db), translate),
    files: translateErrors(fileTable(db), translate),
    ingestions: translateErrors(ingestionTable(db), translate),
    reports: translateErrors(reportTable(db), translate),
    keys: translateErrors(keyTable(db), translate),
    sessions: translateErrors(sessionTable(db), translate),
    webhooks: translateErrors(webhookTable(db), translate),
    retention: translateErrors(retentionTable(db), translate),
    ...translateErrors(identityTable(db), translate),
    close: () => db.destroy(),
  };
}
