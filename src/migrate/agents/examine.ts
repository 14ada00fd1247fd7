import { relative } from 'node:path';
import type { FoundSources } from '../../core/source-ports.ts';
import type { BaseRules, NamedBase } from '../code/bases.ts';
import { agentBases } from './agent-bases.ts';
import { locateBase } from '../code/locate-base.ts';
import { Codebase, type CodePorts, type LoadedFile } from '../code/codebase.ts';
import { Lineages } from '../code/lineage.ts';
import { loadSources } from '../code/load-sources.ts';
import type { UnchangedFile, UnparsedFile } from '../code/report.ts';
import { type AgentClass, agentCollector, type AgentFile } from './collect-agents.ts';
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

/** The sources of a run, read and judged. */
export interface Examination {
  readonly code: Codebase<AgentClass>;
  readonly judge: Judge;
  readonly rules: BaseRules<AgentClass>;
  readonly examined: readonly Examined[];
  readonly unparsed: readonly UnparsedFile[];
  readonly unread: readonly UnchangedFile[];
}

/**
 * Reads every source, then judges the classes: a child may come before its parent.
 * @param onFile called before each file; it may throw to end the run
 */
export async function examine(
  { root, sources }: FoundSources,
  bases: readonly NamedBase[],
  ports: CodePorts & { readonly onFile: (file: string) => Promise<void> },
): Promise<Examination> {
  const files = new Map<string, AgentFile>();
  const code = new Codebase(ports, agentCollector(files));
  const rules = agentBases(bases.map((base) => locateBase(base, code)));
  const notLoaded = await loadSources({ root, sources }, code, ports.onFile);
  const selected = new Set(sources);
  const judge = new Judge(new Lineages(code, rules), (path) => selected.has(path));
  const examined = sources.flatMap((path): Examined[] => {
    const loaded = code.load(path);
    const file = files.get(path);
    if (loaded.kind !== 'loaded' || file === undefined) return [];
    return [{ path, name: relative(root, path), loaded, file, judged: judgeFile(loaded, judge) }];
  });
  return { code, judge, rules, examined, ...notLoaded };
}
