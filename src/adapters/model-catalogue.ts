import type { Catalogue } from '../core/cost/catalogue.ts';

export async function openCatalogue(): Promise<Catalogue> {
  throw new Error('being written');
}
