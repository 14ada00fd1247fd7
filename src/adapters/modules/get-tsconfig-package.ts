import { createRequire } from 'node:module';
import type * as GetTsconfig from 'get-tsconfig';

/** The package, loaded when it is first asked for: projects whose imports are all relative do without. */
export function getTsconfigPackage(): typeof GetTsconfig {
  const loaded: typeof GetTsconfig = createRequire(import.meta.url)('get-tsconfig');
  return loaded;
}
