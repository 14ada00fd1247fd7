import { relative } from 'node:path';
import type { FoundSources } from '../../core/source-ports.ts';
import type { BaseRules, NamedBase } from '../code/bases.ts';
import { agentBases } from './agent-bases.ts';
import { locateBase } from '../code/locate-base.ts';
import { Codebase, type CodePorts, type LoadedFile } from '../code/codebase.ts';
import { Lineages } from '../code/lineage.ts';
import { loadSources } from '../code/load-sources.ts';
import { NamedBases } from '../code/named-bases.ts';
import type { UnchangedFile, UnparsedFile } from '../code/report.ts';
import {
  type AgentClass,
  agentCollector,
  type AgentFile,
  agentInterest,
} from './collect-agents.ts';
import { Judge } from './judge.ts';
import { type JudgedClass, judgeFile } from './plan-file.ts';

/** A source file of the run, and what is known of it. */
export interface Examined {
  readonly path: string;
  /** Relative to the root. */
  readonly name: string;
  readonly loaded: Extract<LoadedFile<AgentClass>, { kind: 'loaded' }>;
  readonly file: AgentFile;
  readonly judged: readonly JudgedClass[];
}

/** The sources of a run, read. */
export interface Examination {
  readonly code: Codebase<AgentClass>;
  readonly rules: BaseRules<AgentClass>;
  readonly named: NamedBases<NamedBase>;
  readonly unparsed: readonly UnparsedFile[];
  readonly unread: readonly UnchangedFile[];
  /** Judges the classes: a child may come before its parent. @param refused files whose edits would not be sound, and why */
  readonly judgeAll: (refused: ReadonlyMap<string, string>) => Judged;
}

/** The sources of a run, judged. */
interface Judged {
  readonly judge: Judge;
  readonly examined: readonly Examined[];
}

/**
 * Reads every source.
 * @param onFile called before each file; it may throw to end the run
 */
export async function examine(
  { root, sources }: FoundSources,
  bases: readonly NamedBase[],
  ports: CodePorts & { readonly onFile: (file: string) => Promise<void> },
): Promise<Examination> {
  const files = new Map<string, AgentFile>();
  const code = new Codebase(ports, agentCollector(files), agentInterest);
  const named = new NamedBases(bases.map((base) => locateBase(base, code)));
  const rules = agentBases(named);
  const notLoaded = await loadSources({ root, sources }, code, ports.onFile);
  const selected = new Set(sources);
  const lineages = new Lineages(code, rules);
  const judgeAll = (refused: ReadonlyMap<string, string>): Judged => {
    const judge = new Judge({ lineages, isSelected: (path) => selected.has(path), refused });
    const examined = sources.flatMap((path): Examined[] => {
      const loaded = code.load(path);
      const file = files.get(path);
      if (loaded.kind !== 'loaded' || file === undefined) return [];
      return [{ path, name: relative(root, path), loaded, file, judged: judgeFile(loaded, judge) }];
    });
    return { judge, examined };
  };
  return { code, rules, named, judgeAll, ...notLoaded };
}
