import { existsSync } from 'node:fs';
import { CATALOGUE_URL_RULE, type CatalogueAddress, readCatalogueUrl } from '../../contract/catalogue-url';
import { LoopwatchError } from '../../contract/errors';
import type { Catalogue } from '../catalogue/catalogue';
import {
  hasPostgresCatalogue,
  lookAtPostgresCatalogue,
  openPostgresCatalogue,
} from './postgres/postgres-catalogue';
import { lookAtSqliteCatalogue, openSqliteCatalogue } from './sqlite/sqlite-catalogue';

/**
 * Opens the catalogue of a URL, and creates or upgrades it if needed. Several processes may open the same one.
 * @throws LoopwatchError SETUP or UNAVAILABLE, without the URL's password.
 */
export async function openCatalogue(url: string): Promise<Catalogue> {
  const address = requireAddress(url);
  return address.kind === 'sqlite' ? openSqliteCatalogue(address.file) : openPostgresCatalogue(address);
}

/**
 * Opens an existing catalogue beside those who use it, to read only. It upgrades nothing.
 * @returns null where it is one of an earlier release @throws like `openCatalogue`.
 */
export async function lookAtCatalogue(url: string): Promise<Catalogue | null> {
  const address = requireAddress(url);
  return address.kind === 'sqlite' ? lookAtSqliteCatalogue(address.file) : lookAtPostgresCatalogue(address);
}

/** Whether the catalogue exists; creates nothing. @throws like `openCatalogue`. */
export async function hasCatalogue(url: string): Promise<boolean> {
  const address = requireAddress(url);
  return address.kind === 'sqlite' ? existsSync(address.file) : hasPostgresCatalogue(address);
}

function requireAddress(url: string): CatalogueAddress {
  const address = readCatalogueUrl(url);
  if (address) return address;
  throw new LoopwatchError('SETUP', `The address of the catalogue ${CATALOGUE_URL_RULE}`);
}
