import { applyEdits, type Edit } from '../../config/document/splice.ts';
import type { LoadedFile } from '../code/codebase.ts';
import { classRef, type ClassRef } from '../code/lineage.ts';
import type { AgentClass, AgentFile } from './collect-agents.ts';
import { importType } from '../code/types/type-import.ts';
import type { Judge, Verdict } from './judge.ts';
import type { Needing, TypeSource } from '../code/types/type-source.ts';
import { traitsOf } from './base-traits.ts';
import { planClass } from './plan-class.ts';
import { wrapperOf } from './needs-wrapper.ts';
import type { SelectionNaming } from './selection-name.ts';

type Loaded = Extract<LoadedFile<AgentClass>, { kind: 'loaded' }>;

/** A class with something to do, or to say. */
export interface JudgedClass {
  readonly ref: ClassRef<AgentClass>;
  readonly verdict: Verdict;
}

/** Judges the classes of a file that have to do with performTask. */
export function judgeFile({ facts }: Loaded, judge: Judge): JudgedClass[] {
  return facts.classes.flatMap(({ details }, index) => {
    const isConcerned = isEditable(details) || details.declaresImpl || details.uses.length > 0;
    const ref = isConcerned ? classRef(facts, index) : undefined;
    return ref === undefined ? [] : [{ ref, verdict: judge.judge(ref) }];
  });
}

/** Whether there is something in a class that a migration would edit. */
function isEditable({ members, uses }: AgentClass): boolean {
  return members.length > 0 || uses.some(({ object }) => object === 'super');
}

/** Whether a class changes. */
export function isMigrating({ ref, verdict }: JudgedClass): boolean {
  return verdict.kind === 'migrate' && isEditable(ref.facts.details);
}

/** Whether a class would change if it could be decided. */
export function isInDoubt({ ref, verdict }: JudgedClass): boolean {
  return verdict.kind === 'look' && isEditable(ref.facts.details);
}

/** What a file needs the type for; undefined for JavaScript, and where no parameter is added. */
export function needOf(
  loaded: Loaded,
  file: AgentFile,
  judged: readonly JudgedClass[],
): Needing<AgentClass> | undefined {
  const first = judged.find(
    ({ verdict, ref }) =>
      verdict.kind === 'migrate' &&
      ref.facts.details.members.some(
        ({ parameters: [head] }) => head !== undefined && head.kind !== 'rest',
      ),
  );
  if (loaded.facts.language === 'javascript' || first?.verdict.kind !== 'migrate') return undefined;
  const above = first.ref.facts.extends;
  return {
    facts: loaded.facts,
    imports: file.imports,
    extendsModule: above?.kind === 'import' ? above.module : undefined,
    base: first.verdict.base,
  };
}

/** What the edits of a file depend on, besides the file. */
export interface FilePlanning {
  readonly file: AgentFile;
  readonly need: Needing<AgentClass> | undefined;
  readonly source: TypeSource<AgentClass>;
  readonly naming: SelectionNaming;
  readonly wrapper: boolean;
  /** It is JavaScript, and TypeScript checks its types. */
  readonly checked: boolean;
}

/** The edits of all classes of a file, and of its imports. */
export function planFile(
  { facts, source: { text } }: Loaded,
  judged: readonly JudgedClass[],
  planning: FilePlanning,
): Edit[] {
  const { file, need, source, naming } = planning;
  const { style, imports } = file;
  const importing = {
    text,
    style,
    imports,
    declaresBase: declaresBase(facts.path, judged),
    importsOther: need !== undefined && source.importsOther(need),
  };
  let name: ReturnType<typeof importType> | undefined;
  const typeName = (): string => {
    if (need === undefined) throw new Error('a type is needed where none was planned');
    name ??= importType('ModelSelection', importing, () => source.moduleFor(need));
    return name.type;
  };
  const typescript = facts.language !== 'javascript';
  const edits = judged.flatMap(({ ref, verdict }) => {
    if (verdict.kind !== 'migrate' || !isEditable(ref.facts.details)) return [];
    const { first } = verdict;
    return planClass(ref.facts.details, {
      text,
      file,
      typescript,
      checked: planning.checked,
      typeName,
      naming,
      first,
      wrapper: planning.wrapper ? wrapperOf(ref.facts.details, verdict, typescript) : undefined,
      base: traitsOf(verdict.base),
    });
  });
  return [...edits, ...(name?.edits ?? [])];
}

/** Applies the edits of a file. */
export function editedText({ source }: Loaded, edits: readonly Edit[]): string {
  return applyEdits(source.text, edits);
}

function declaresBase(path: string, judged: readonly JudgedClass[]): boolean {
  return judged.some(
    ({ verdict }) =>
      verdict.kind === 'migrate' &&
      verdict.base.kind === 'declared' &&
      verdict.base.base.file.path === path,
  );
}
