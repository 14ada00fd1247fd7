import { isRecord, type PackageJson } from './package-manifests.ts';

/** Conditions of `exports` and `imports` that lead to what TypeScript or Node would load. */
export const CONDITIONS: readonly string[] = ['types', 'import', 'require', 'node', 'default'];

/** Where the entry of a package may be, as paths relative to it, the most telling first. */
export function entryTargets(json: PackageJson): readonly string[] {
  const fields = ['types', 'typings', 'module', 'main'].map((field) => json[field]);
  return [...exportTargets(json, '.'), ...fields.flatMap(strings)].map(relativeTarget);
}

/**
 * Where `exports` says a subpath is, whether the file exists or not.
 * @param subpath `.` or `./sub/path`
 */
export function exportTargets(json: PackageJson, subpath: string): readonly string[] {
  const { exports } = json;
  const isMap = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  return mapTargets(isMap ? exports : { '.': exports }, subpath);
}

/**
 * Where `imports` says an internal name is.
 * @param name `#name`
 */
export function importTargets(json: PackageJson, name: string): readonly string[] {
  return isRecord(json['imports']) ? mapTargets(json['imports'], name) : [];
}

function mapTargets(map: PackageJson, key: string): readonly string[] {
  if (Object.hasOwn(map, key)) return targets(map[key]);
  // As in Node: the pattern with the longest beginning wins.
  const patterns = Object.keys(map).toSorted((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const star = starOf(pattern, key);
    if (star !== undefined)
      return targets(map[pattern]).map((target) => target.replaceAll('*', star));
  }
  return [];
}

/** What a `*` in the pattern stands for. */
function starOf(pattern: string, key: string): string | undefined {
  const [start = '', end, ...more] = pattern.split('*');
  if (end === undefined || more.length > 0 || key.length < pattern.length) return undefined;
  return key.startsWith(start) && key.endsWith(end)
    ? key.slice(start.length, key.length - end.length)
    : undefined;
}

function targets(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(targets);
  if (!isRecord(value)) return strings(value).filter((target) => target.startsWith('./'));
  return Object.entries(value)
    .filter(([condition]) => CONDITIONS.includes(condition))
    .flatMap(([, target]) => targets(target));
}

function relativeTarget(target: string): string {
  return target.startsWith('.') ? target : `./${target}`;
}

function strings(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}
