import { relative } from 'node:path';
import { LineIndex } from '../../config/document/line-index.ts';
import type { Edit } from '../../config/document/splice.ts';
import type { FoundSources } from '../../core/source-ports.ts';
import type { NamedBase } from '../code/bases.ts';
import type { Codebase, CodePorts } from '../code/codebase.ts';
import { createdFile, rewrittenFile } from '../code/planned-file.ts';
import type {
  ChangedFile,
  CodePlan,
  LookPlace,
  MentionPlace,
  PlannedFile,
  UnchangedFile,
} from '../code/report.ts';
import { decodeSource } from '../code/syntax/source-text.ts';
import type { AgentClass, AgentFile } from './collect-agents.ts';
import { isKept } from './edits/calls.ts';
import { examine, type Examination, type Examined } from './examine.ts';
import { describeClasses, looksOf, reasonFor } from './findings.ts';
import {
  documentMentions,
  isOfAgent,
  type MentionContext,
  placeMentions,
  renameMentions,
} from './list-mentions.ts';
import { MODEL_SELECTION_FILE, modelSelectionSource } from './model-selection-file.ts';
import { type Needing, type NodeModuleKind, TypeSource } from '../code/types/type-source.ts';
import { editedText, isMigrating, type JudgedClass, needOf, planFile } from './plan-file.ts';
import { unsoundness } from './unsoundness.ts';

/** What the user may choose. */
export interface AgentsOptions {
  readonly wrapper: boolean;
  /** The name of the new parameter; undefined: what fits the project. */
  readonly selectionName: string | undefined;
  /** Rename spies and assignments of agents too. */
  readonly tests: boolean;
  readonly bases: readonly NamedBase[];
}

/** What planning takes from outside. */
export interface AgentsPorts extends CodePorts {
  /** `selection`, or what the linter and the compiler want for one that is not used. */
  readonly unusedName: (file: string) => string;
  /** Whether TypeScript checks the types of a file of JavaScript. */
  readonly isChecked: (file: string, text: string) => boolean;
  /** What a file is where imports are resolved as Node does it. */
  readonly moduleKind: (file: string) => NodeModuleKind | undefined;
  /** Called before each file, for progress and interruption. */
  readonly onFile: (file: string) => Promise<void>;
}

/** Plans the migration of the agents in the sources that were found. Nothing is written. */
export async function planAgents(
  found: FoundSources,
  options: AgentsOptions,
  ports: AgentsPorts,
): Promise<CodePlan> {
  const examination = await examine(found, options.bases, ports);
  return planWithout(new Map(), { found, options, ports, examination });
}

interface Planning {
  readonly found: FoundSources;
  readonly options: AgentsOptions;
  readonly ports: AgentsPorts;
  readonly examination: Examination;
}

/** One file that cannot be migrated soundly keeps no other from being: what does not depend on it is planned again. @param refused such files, and why */
function planWithout(refused: ReadonlyMap<string, string>, planning: Planning): CodePlan {
  const { found, options, ports, examination } = planning;
  const { code, rules, named, unparsed, unread } = examination;
  const { judge, examined } = examination.judgeAll(refused);
  const needs = needsOf(examined);
  const source = typeSource(code, needs, { root: found.root, ports });
  const context = { options, ports, needs, source, mentions: { code, rules, judge } };
  const outcomes = examined.map((one) => outcomeOf(one, context));
  const unsound = outcomes.flatMap((outcome) => outcome.unsound);
  if (unsound.length > 0) return planWithout(new Map([...refused, ...unsound]), planning);
  const created = source.generated.flatMap((path) =>
    createdFile(path, modelSelectionSource, { root: found.root, reader: ports.reader }),
  );
  return {
    changes: [...outcomes.flatMap(({ change }) => change), ...created.map(({ change }) => change)],
    findings: {
      files: [...outcomes.flatMap(({ changed }) => changed), ...created.map(({ file }) => file)],
      unchanged: [...unread, ...outcomes.flatMap(({ unchanged }) => unchanged)],
      unparsed,
      needsLook: outcomes.flatMap(({ looks }) => looks),
      mentions: [
        ...outcomes.flatMap(({ mentions }) => mentions),
        ...found.mentions.flatMap((path) => inDocument(path, found.root, ports)),
      ],
      unusedBases: named.unmet(found.root),
    },
  };
}

type Needs = ReadonlyMap<string, Needing<AgentClass>>;

function needsOf(examined: readonly Examined[]): Needs {
  return new Map(
    examined.flatMap(({ path, loaded, file, judged }): [string, Needing<AgentClass>][] => {
      const need = needOf(loaded, file, judged);
      return need === undefined ? [] : [[path, need]];
    }),
  );
}

function typeSource(
  code: Codebase<AgentClass>,
  needs: Needs,
  { root, ports }: { readonly root: string; readonly ports: AgentsPorts },
): TypeSource<AgentClass> {
  const { reader, moduleKind } = ports;
  const fileName = MODEL_SELECTION_FILE;
  const type = { type: 'ModelSelection', member: 'modelName', fileName };
  const context = { ...type, code, reader, root, moduleKind };
  return new TypeSource(context, [...needs.values()]);
}

interface OutcomeContext {
  readonly options: AgentsOptions;
  readonly ports: AgentsPorts;
  readonly needs: Needs;
  readonly source: TypeSource<AgentClass>;
  readonly mentions: MentionContext;
}

/** What becomes of one file; lists of at most one, so that they can be joined. */
interface Outcome {
  readonly change: readonly PlannedFile[];
  readonly changed: readonly ChangedFile[];
  readonly unchanged: readonly UnchangedFile[];
  readonly looks: readonly LookPlace[];
  readonly mentions: readonly MentionPlace[];
  /** The path of the file, and why its edits must not be written. */
  readonly unsound: readonly (readonly [path: string, reason: string])[];
}

function outcomeOf(one: Examined, context: OutcomeContext): Outcome {
  const { loaded, file, judged, name } = one;
  const { text } = loaded.source;
  const { options, mentions: mentionContext } = context;
  const renamed = options.tests
    ? file.mentions.filter((mention) => isOfAgent(mention, loaded.facts, mentionContext))
    : [];
  const edits = [...editsOf(one, context), ...renameMentions(renamed)];
  const lines = new LineIndex(text);
  const looks = looksOf(judged, { file: name, lines });
  const left = [
    ...file.mentions.filter((mention) => !renamed.includes(mention)),
    ...callsLeft(judged),
  ].toSorted((a, b) => a.name.start - b.name.start);
  const mentions = placeMentions(left, name, text);
  if (edits.length === 0) {
    const unchanged = [{ file: name, reason: reasonFor(judged) }];
    return { change: [], changed: [], unchanged, looks, mentions, unsound: [] };
  }
  const typescript = loaded.facts.language !== 'javascript';
  const classes = describeClasses(judged, { lines, wrapper: options.wrapper, typescript });
  const after = editedText(loaded, edits);
  const reason = unsoundness(one, after, context.ports.parser);
  const uses = renamed.length > 0 ? { renamed: renamed.length } : {};
  return {
    change: [rewrittenFile(one.path, loaded.source, after)],
    changed: [{ file: name, status: 'changed', classes, edits: edits.length, ...uses }],
    unchanged: [],
    looks,
    mentions,
    unsound: reason === undefined ? [] : [[one.path, reason]],
  };
}

function editsOf({ path, loaded, file, judged }: Examined, context: OutcomeContext): Edit[] {
  if (!judged.some(isMigrating)) return [];
  const { options, ports, needs, source } = context;
  const naming = { wanted: options.selectionName, unused: ports.unusedName(path) };
  const need = needs.get(path);
  const checked =
    loaded.facts.language === 'javascript' && ports.isChecked(path, loaded.source.text);
  const { wrapper } = options;
  return planFile(loaded, judged, { file, need, source, naming, wrapper, checked });
}

/** `this.performTask()` outside of the renamed method: it stays, and is listed as the callers are. Not in classes that are none of ours. */
function callsLeft(judged: readonly JudgedClass[]): AgentFile['mentions'] {
  return judged.flatMap(({ ref: { facts }, verdict }) => {
    if (verdict.kind === 'foreign' || verdict.kind === 'base') return [];
    // The others are the wrapper's own, or renamed.
    const left = facts.details.uses.filter((use) => verdict.kind === 'look' || isKept(use));
    return left.map(({ name, call }) => {
      return { kind: call === undefined ? 'reference' : 'call', name, receiver: undefined };
    });
  });
}

function inDocument(path: string, root: string, { reader }: AgentsPorts): MentionPlace[] {
  const bytes = reader.read(path);
  return bytes === undefined
    ? []
    : documentMentions(relative(root, path), decodeSource(bytes).text);
}
