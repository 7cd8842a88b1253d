import path from 'node:path';
import { z } from 'zod';
import { CATALOGUE_URL_RULE, readCatalogueUrl } from '../contract/catalogue-url';
import { setting } from './setting';

/** Where the catalogue is. */
export const catalogueSettings = {
  LOOPWATCH_CATALOGUE: setting(
    z
      .string()
      .trim()
      .refine((url) => readCatalogueUrl(url) !== null, CATALOGUE_URL_RULE)
      .optional(),
    {
      meaning:
        'where the catalogue is: `sqlite:FILE`, or `postgres://user:password@host:port/database` ([PostgreSQL](#postgresql)), which holds a secret and is shown without it',
      defaultWords: '`sqlite:` and `catalogue.db` in the data folder',
    },
  ),
};

/** The catalogue inside a data folder. */
export function catalogueUrlIn(dataDir: string): string {
  return `sqlite:${path.join(dataDir, 'catalogue.db')}`;
}

/** Makes the path of a file absolute. */
export function absoluteCatalogueUrl(url: string): string {
  const address = readCatalogueUrl(url);
  return address?.kind === 'sqlite' ? `sqlite:${path.resolve(address.file)}` : url;
}

/** Leaves the password out. */
export function describeCatalogueUrl(url: string): string {
  const address = readCatalogueUrl(url.trim());
  return address?.kind === 'postgres' ? address.location : url;
}
