import { join } from 'node:path';
import type { PackageManifest } from './package-manifests.ts';
import { entryTargets, exportTargets } from './package-targets.ts';
import { sourceOfOutput, type Surroundings } from './source-of-output.ts';

/**
 * The file that an import of a package of the repository means, whether the package is installed or built, or neither.
 * @param subpath `.` or `./sub/path`
 */
export function fileOfLocalPackage(
  { folder, json }: PackageManifest,
  subpath: string,
  around: Surroundings,
): string | undefined {
  const requests =
    subpath === '.'
      ? [...entryTargets(json), './src/index', './index']
      : // Older resolution takes the subpath as it is; some packages publish their sources' folder.
        [...exportTargets(json, subpath), subpath, subpath.replace('./', './src/')];
  return firstFile(folder, requests, around);
}

/** The first of some paths relative to a package that leads to a file, or to the source of one that is not built. */
export function firstFile(
  folder: string,
  requests: readonly string[],
  around: Surroundings,
): string | undefined {
  for (const request of requests) {
    const found =
      sourceOfOutput(join(folder, request), around) ?? around.files.local(folder, request);
    if (found !== undefined) return found;
  }
  return undefined;
}
