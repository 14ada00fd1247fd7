import type { Codebase } from './codebase.ts';
import type { FileFacts } from './facts/file-facts.ts';
import { type Doubt, memberOf, type Reference } from './facts/reference.ts';
import type { BaseAnswer, BaseRules } from './bases.ts';

/** The import that a base is known by. */
export interface ImportedBase {
  readonly module: string;
  /** Of the export, and of its members; none for the whole module. */
  readonly names: readonly string[];
  /** The file that imports it. */
  readonly from: string;
}

/** What a reference leads to across files. `base`: known by its name and module alone. */
export type Target<Details> =
  | { readonly kind: 'class'; readonly file: FileFacts<Details>; readonly index: number }
  | ({ readonly kind: 'base' } & ImportedBase)
  | { readonly kind: 'foreign' }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

/** Re-exports that lead to re-exports, one after the other; then the stack would end. */
const MAX_DEPTH = 400;

/** Where a search is: its rules, what it has seen, so that circles end, and how far it came. */
interface Search<Details> {
  readonly code: Codebase<Details>;
  readonly rules: BaseRules<Details>;
  readonly seen: Set<string>;
  readonly depth: number;
}

/** What a search begins with. */
type Start<Details> = Pick<Search<Details>, 'code' | 'rules'> & Partial<Search<Details>>;

/** Follows a reference of a file through imports and re-exports. */
export function followReference<Details>(
  reference: Reference,
  file: FileFacts<Details>,
  { code, rules, seen = new Set(), depth = 0 }: Start<Details>,
): Target<Details> {
  switch (reference.kind) {
    case 'class':
      return { kind: 'class', file, index: reference.index };
    case 'import':
      return followImport(reference, file.path, { code, rules, seen, depth: depth + 1 });
    case 'members':
      return doubtful('BASE_COMPUTED', 'its base is an object, not a class');
    case 'foreign':
    case 'doubt':
      return reference;
  }
}

type Import = Extract<Reference, { kind: 'import' }>;

function followImport<Details>(
  { module, names }: Import,
  from: string,
  search: Search<Details>,
): Target<Details> {
  const { code, rules, seen, depth } = search;
  if (depth > MAX_DEPTH) {
    return doubtful(
      'BASE_CIRCULAR',
      `its base is re-exported over ${MAX_DEPTH} modules (${module})`,
    );
  }
  const bySpecifier = answered(rules.isImported(module, names), { module, names, from });
  if (bySpecifier !== undefined) return bySpecifier;
  const resolved = code.resolve(from, module);
  if (resolved.kind === 'builtin') return { kind: 'foreign' };
  if (resolved.kind === 'unresolved') return doubtful('BASE_UNRESOLVED', resolved.reason);
  // A package may be installed under another name.
  const { path, packageName } = resolved;
  const answer = packageName === undefined ? undefined : rules.isImported(packageName, names);
  const byPackage = answer && answered(answer, { module, names, from });
  if (byPackage !== undefined) return byPackage;
  const key = `${path}>${names.join('.')}`;
  // What was looked through once gives nothing the second time; barrels that export each other would take for ever.
  if (seen.has(key))
    return doubtful('BASE_CIRCULAR', `its base is exported in a circle (${module})`);
  seen.add(key);
  return followExport(path, { module, names }, search);
}

function answered(answer: BaseAnswer, origin: ImportedBase): Target<never> | undefined {
  switch (answer.kind) {
    case 'yes':
      return { kind: 'base', ...origin };
    case 'unknown':
      return undefined;
    case 'foreign':
      return { kind: 'foreign' };
    case 'doubt':
      return answer;
  }
}

function followExport<Details>(
  path: string,
  { module, names }: Omit<Import, 'kind'>,
  search: Search<Details>,
): Target<Details> {
  const loaded = search.code.load(path);
  if (loaded.kind === 'absent') return doubtful('BASE_UNRESOLVED', `${module} cannot be read`);
  if (loaded.kind === 'failed') {
    return doubtful('BASE_UNPARSED', `${module}, which its base comes from, does not parse`);
  }
  const { facts } = loaded;
  const found = exportOf(facts, names);
  if (found !== undefined) return followReference(found, facts, search);
  return followStars(facts, names, search) ?? doubtful('BASE_UNRESOLVED', missing(module, names));
}

function missing(module: string, [name = 'a class']: readonly string[]): string {
  return `${module} does not export ${name}`;
}

/** An export that the module names itself. */
function exportOf<Details>(
  { exports: { named } }: FileFacts<Details>,
  names: readonly string[],
): Reference | undefined {
  const [first, ...rest] = names;
  const whole = named.get('=');
  const own = first === undefined ? whole : (named.get(first) ?? ofWhole(whole, first));
  return own && rest.reduce(memberOf, own);
}

/** What `module.exports = …` gives under a name; its default import is all of it. */
function ofWhole(whole: Reference | undefined, name: string): Reference | undefined {
  if (whole === undefined || name === 'default') return whole;
  return whole.kind === 'members' && !whole.members.has(name) ? undefined : memberOf(whole, name);
}

/** An export that comes through `export * from`. A star that leads nowhere is a doubt only when no other has the name. */
function followStars<Details>(
  { path, exports: { stars } }: FileFacts<Details>,
  names: readonly string[],
  search: Search<Details>,
): Target<Details> | undefined {
  let uncertain: Target<Details> | undefined;
  if (names.length === 0 || names[0] === 'default') return undefined;
  for (const module of stars) {
    const star = { kind: 'import', module, names } as const;
    const target = followImport(star, path, { ...search, depth: search.depth + 1 });
    if (target.kind !== 'doubt') return target;
    // A circle of stars has no name of its own.
    if (target.doubt.code === 'BASE_CIRCULAR') continue;
    uncertain = moreTelling(uncertain, target);
  }
  return uncertain;
}

/** Of two doubts the one that is not merely "there is no such export". */
function moreTelling<Details>(
  one: Target<Details> | undefined,
  other: Target<Details>,
): Target<Details> {
  const isMissing = one?.kind === 'doubt' && one.doubt.reason.includes('does not export');
  return one === undefined || isMissing ? other : one;
}

function doubtful(code: Doubt['code'], reason: string): Target<never> {
  return { kind: 'doubt', doubt: { code, reason } };
}

/** What a file exports under a name, wherever that is declared. @param path absolute */
export function findExport<Details>(
  path: string,
  name: string,
  search: Pick<Search<Details>, 'code' | 'rules'>,
): Target<Details> {
  const start = { ...search, seen: new Set<string>(), depth: 0 };
  return followExport(path, { module: path, names: [name] }, start);
}
