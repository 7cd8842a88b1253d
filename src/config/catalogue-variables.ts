import path from 'node:path';
import { z } from 'zod';
import { CATALOGUE_URL_RULE, readCatalogueUrl } from '../contract/catalogue-url';

/** The variable that says where the catalogue is. */
export const catalogueVariables = {
  LOOPWATCH_CATALOGUE: z
    .string()
    .trim()
    .refine((url) => readCatalogueUrl(url) !== null, CATALOGUE_URL_RULE)
    .optional(),
};

/** The catalogue of a data folder that has no other. */
export function catalogueUrlIn(dataDir: string): string {
  return `sqlite:${path.join(dataDir, 'catalogue.db')}`;
}

/** With a file's path made absolute. */
export function absoluteCatalogueUrl(url: string): string {
  const address = readCatalogueUrl(url);
  return address?.kind === 'sqlite' ? `sqlite:${path.resolve(address.file)}` : url;
}

/** Without a secret. */
export function describeCatalogueUrl(url: string): string {
  const address = readCatalogueUrl(url.trim());
  return address?.kind === 'postgres' ? address.location : url;
}
