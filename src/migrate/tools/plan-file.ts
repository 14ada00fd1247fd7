import type { Edit } from '../../config/document/splice.ts';
import { importType } from '../code/types/type-import.ts';
import type { Needing, TypeSource } from '../code/types/type-source.ts';
import type { ToolClass } from './collect-tools.ts';
import { insertStreaming } from './edits/streaming.ts';
import type { Examined, JudgedClass } from './examine.ts';

/** What a file needs the type for; undefined for JavaScript, and where nothing is added. */
export function needOf({ loaded, file, judged }: Examined): Needing<ToolClass> | undefined {
  const first = judged.find(({ verdict }) => verdict.kind === 'migrate');
  if (loaded.facts.language === 'javascript' || first?.verdict.kind !== 'migrate') return undefined;
  const above = first.ref.facts.extends;
  return {
    facts: loaded.facts,
    imports: file.imports,
    extendsModule: above?.kind === 'import' ? above.module : undefined,
    base: first.verdict.base,
  };
}

/** The edits of all classes of a file, and of its imports. */
export function planFile(
  { path, loaded, file, judged }: Examined,
  need: Needing<ToolClass> | undefined,
  source: TypeSource<ToolClass>,
): Edit[] {
  const { style, imports } = file;
  const { text } = loaded.source;
  const importing = {
    text,
    style,
    imports,
    declaresBase: declaresBase(path, judged),
    importsOther: need !== undefined && source.importsOther(need),
  };
  const name = need && importType('StreamCallbacks', importing, () => source.moduleFor(need));
  const edits = judged.flatMap(({ verdict }) => {
    if (verdict.kind !== 'migrate') return [];
    const { member, signature, overridden } = verdict;
    return [insertStreaming(member, { text, style, type: name?.type, signature, overridden })];
  });
  return [...edits, ...(name?.edits ?? [])];
}

function declaresBase(path: string, judged: readonly JudgedClass[]): boolean {
  return judged.some(
    ({ verdict }) =>
      verdict.kind === 'migrate' &&
      verdict.base.kind === 'declared' &&
      verdict.base.base.file.path === path,
  );
}
