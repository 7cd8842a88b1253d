import type { Kysely } from 'kysely';
import type { Catalogue } from './catalogue';
import { fileTable } from './file-table';
import { ingestionTable } from './ingestion-table';
import { inputTable } from './input-table';
import { keyTable } from './key-table';
import { logTable } from './log-table';
import { reportTable } from './report-table';
import { retentionTable } from './retention-table';
import { sessionTable } from './session-table';
import type { Tables } from './tables';
import { type TranslateError, translateErrors } from './translate-errors';
import { webhookTable } from './webhook-table';

/** The catalogue in a database that has its tables. @param location as it may be shown, without a secret. */
export function catalogueOver(db: Kysely<Tables>, location: string, translate: TranslateError): Catalogue {
  return {
    location,
    log: translateErrors(logTable(db), translate),
    inputs: translateErrors(inputTable(db), translate),
    files: translateErrors(fileTable(db), translate),
    ingestions: translateErrors(ingestionTable(db), translate),
    reports: translateErrors(reportTable(db), translate),
    keys: translateErrors(keyTable(db), translate),
    sessions: translateErrors(sessionTable(db), translate),
    webhooks: translateErrors(webhookTable(db), translate),
    retention: translateErrors(retentionTable(db), translate),
    close: () => db.destroy(),
  };
}
