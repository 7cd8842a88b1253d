import {
  type DataTypeNode,
  Kysely,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryCompiler,
  sql,
} from 'kysely';
import type { Pool } from 'pg';
import type { CatalogueAddress } from '../../../contract/catalogue-url';
import type { Catalogue } from '../../catalogue/catalogue';
import { catalogueOver } from '../catalogue-over';
import { isMigrated, migrate } from '../migrations/migrate';
import type { Tables } from '../schema';
import { translatePostgresError } from './postgres-errors';
import { openMigrationPool, openQueryPool } from './postgres-pool';

type PostgresAddress = Extract<CatalogueAddress, { kind: 'postgres' }>;

/**
 * Opens the catalogue in a PostgreSQL database, and creates or upgrades it if needed. Several processes may open it.
 * @throws LoopwatchError UNAVAILABLE when it cannot be reached, SETUP when it refuses the connection.
 */
export async function openPostgresCatalogue({ url, location }: PostgresAddress): Promise<Catalogue> {
  const migrating = databaseOn(openMigrationPool(url));
  try {
    await migrate(migrating, { location, translate: (error) => translatePostgresError(error, location) });
  } finally {
    await migrating.destroy();
  }
  return catalogueIn(databaseOn(openQueryPool(url)), location);
}

/** Opens an existing catalogue and changes nothing. @returns null where it is one of an earlier release @throws as above */
export async function lookAtPostgresCatalogue({ url, location }: PostgresAddress): Promise<Catalogue | null> {
  const db = databaseOn(openQueryPool(url));
  try {
    const translate = (error: unknown) => translatePostgresError(error, location);
    if (await isMigrated(db, { location, translate })) return catalogueIn(db, location);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  await db.destroy();
  return null;
}

function catalogueIn(db: Kysely<Tables>, location: string): Catalogue {
  return catalogueOver(db, { location, translate: (error) => translatePostgresError(error, null) });
}

/** Whether the database has the catalogue's tables; creates nothing. @throws like `openPostgresCatalogue`. */
export async function hasPostgresCatalogue({ url, location }: PostgresAddress): Promise<boolean> {
  const db = databaseOn(openQueryPool(url));
  try {
    const { rows } = await sql<{
      found: boolean;
    }>`select to_regclass('log_versions') is not null as found`.execute(db);
    return rows[0]?.found === true;
  } catch (error) {
    throw translatePostgresError(error, location);
  } finally {
    await db.destroy();
  }
}

function databaseOn(pool: Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new CodePointPostgresDialect({ pool }) });
}

/** PostgreSQL that sorts texts by code point, like SQLite, in any locale of the database. */
class CodePointPostgresDialect extends PostgresDialect {
  override createQueryCompiler(): QueryCompiler {
    return new CodePointCompiler();
  }
}

class CodePointCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === 'text') this.append(' collate "C"');
  }

  // PostgreSQL refuses texts with the character 0, which a damaged file can bring into a message.
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
  }
}
