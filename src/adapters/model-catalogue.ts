import { readFile } from 'node:fs/promises';
import type { Catalogue } from '../core/cost/catalogue.ts';
import { type CatalogueData, createCatalogue } from '../core/cost/create-catalogue.ts';

/** The catalogue that ships with this package. */
export async function openCatalogue(): Promise<Catalogue> {
  const text = await readFile(new URL('../../config/models.json', import.meta.url), 'utf8');
  // Our own file: a test holds it to its schema, so no user pays for checking it.
  const data: CatalogueData = JSON.parse(text);
  return createCatalogue(data);
}
