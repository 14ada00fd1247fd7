import { relative } from 'node:path';
import type { FoundSources, SourceReader } from '../../core/source-ports.ts';
import { Codebase, type CodePorts, type LoadedFile } from '../code/codebase.ts';
import { classRef, type ClassRef, Lineages } from '../code/lineage.ts';
import { locateBase } from '../code/locate-base.ts';
import { NamedBases } from '../code/named-bases.ts';
import { loadSources } from '../code/load-sources.ts';
import type { UnchangedFile, UnparsedFile } from '../code/report.ts';
import { occurrencesOf } from '../code/syntax/path-at.ts';
import { decodeSource } from '../code/syntax/source-text.ts';
import { type ToolClass, toolCollector, type ToolFile, toolInterest } from './collect-tools.ts';
import { Judge, type Verdict } from './judge.ts';
import { methodNames, methodOf, type NamedToolBase, toolBases } from './tool-bases.ts';

/** A source file that was parsed. */
type Loaded = Extract<LoadedFile<ToolClass>, { kind: 'loaded' }>;

/** A class that has the method of a tool, or looks as if. */
export interface JudgedClass {
  readonly ref: ClassRef<ToolClass>;
  readonly verdict: Verdict;
}

/** A source file of the run, and what is known of it. */
export interface Examined {
  readonly path: string;
  /** Relative to the root. */
  readonly name: string;
  readonly loaded: Loaded;
  readonly file: ToolFile;
  readonly judged: readonly JudgedClass[];
}

/** The sources of a run, read and judged. */
export interface Examination {
  readonly code: Codebase<ToolClass>;
  readonly examined: readonly Examined[];
  /** How many files were of interest. */
  readonly candidates: number;
  /** Bases that the user names, and no class leads to. */
  readonly unusedBases: readonly string[];
  readonly unparsed: readonly UnparsedFile[];
  readonly unread: readonly UnchangedFile[];
}

/**
 * Reads every source that has the name of a tool's method, then judges the classes: a child may come before its parent.
 * @param onFile called before each file that is parsed; it may throw to end the run
 */
export async function examine(
  found: FoundSources,
  named: readonly NamedToolBase[],
  ports: CodePorts & { readonly onFile: (file: string) => Promise<void> },
): Promise<Examination> {
  const { root } = found;
  const methods = methodNames(named);
  const sources = found.sources.filter((path) => mentions(methods, path, ports.reader));
  const files = new Map<string, ToolFile>();
  const code = new Codebase(ports, toolCollector(methods, files), toolInterest(methods));
  const located = new NamedBases(named.map((base) => locateBase(base, code)));
  const notLoaded = await loadSources({ root, sources }, code, ports.onFile);
  const selected = new Set(sources);
  const judge = new Judge({
    code,
    lineages: new Lineages(code, toolBases(located)),
    methodOf: (base) => methodOf(base, located),
    isSelected: (path) => selected.has(path),
  });
  const examined = sources.flatMap((path): Examined[] => {
    const loaded = code.load(path);
    const file = files.get(path);
    if (loaded.kind !== 'loaded' || file === undefined) return [];
    return [{ path, name: relative(root, path), loaded, file, judged: judgeFile(loaded, judge) }];
  });
  return {
    code,
    examined,
    candidates: sources.length,
    unusedBases: located.unmet(root),
    ...notLoaded,
  };
}

/** Half of a project's files say `extends`: most of them are not worth parsing. One that cannot be read is, so that it is reported. */
function mentions(words: readonly string[], path: string, reader: SourceReader): boolean {
  const bytes = reader.read(path);
  if (bytes === undefined) return true;
  const { text } = decodeSource(bytes);
  return words.some((word) => occurrencesOf(word, text).length > 0);
}

function judgeFile({ facts }: Loaded, judge: Judge): JudgedClass[] {
  return facts.classes.flatMap(({ details }, index) => {
    const isConcerned = details.members.length > 0 || details.streaming.size > 0;
    const ref = isConcerned ? classRef(facts, index) : undefined;
    return ref === undefined ? [] : [{ ref, verdict: judge.judge(ref) }];
  });
}
