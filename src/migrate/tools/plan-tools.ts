import { LineIndex } from '../../config/document/line-index.ts';
import { applyEdits } from '../../config/document/splice.ts';
import type { FoundSources } from '../../core/source-ports.ts';
import type { CodePorts } from '../code/codebase.ts';
import { createdFile, rewrittenFile } from '../code/planned-file.ts';
import type {
  ChangedFile,
  CodePlan,
  LookPlace,
  PlannedFile,
  UnchangedFile,
} from '../code/report.ts';
import { type Needing, type NodeModuleKind, TypeSource } from '../code/types/type-source.ts';
import type { ToolClass } from './collect-tools.ts';
import { examine, type Examined } from './examine.ts';
import { describeClasses, looksOf, reasonFor } from './findings.ts';
import { needOf, planFile } from './plan-file.ts';
import { requireMigrated } from './require-migrated.ts';
import { STREAM_CALLBACKS_FILE, streamCallbacksSource } from './stream-callbacks-file.ts';
import type { NamedToolBase } from './tool-bases.ts';

/** What planning takes from outside. */
export interface ToolsPorts extends CodePorts {
  /** What a file is where imports are resolved as Node does it. */
  readonly moduleKind: (file: string) => NodeModuleKind | undefined;
  /** Called before each file, for progress and interruption. */
  readonly onFile: (file: string) => Promise<void>;
}

/**
 * Plans the migration of the tools in the sources that were found. Nothing is written.
 * @param bases those that the user adds
 */
export async function planTools(
  found: FoundSources,
  bases: readonly NamedToolBase[],
  ports: ToolsPorts,
): Promise<CodePlan> {
  const { root } = found;
  const { reader, moduleKind } = ports;
  const { code, examined, candidates, unusedBases, unparsed, unread } = await examine(
    found,
    bases,
    ports,
  );
  const needs = needsOf(examined);
  const type = {
    type: 'StreamCallbacks',
    member: 'onChunk',
    fileName: STREAM_CALLBACKS_FILE,
  };
  const source = new TypeSource({ ...type, code, reader, root, moduleKind }, [...needs.values()]);
  const outcomes = examined.map((one) => outcomeOf(one, { needs, source, ports }));
  const created = source.generated.flatMap((path) =>
    createdFile(path, streamCallbacksSource, { root, reader }),
  );
  return {
    changes: [...outcomes.flatMap(({ change }) => change), ...created.map(({ change }) => change)],
    findings: {
      files: [...outcomes.flatMap(({ changed }) => changed), ...created.map(({ file }) => file)],
      unchanged: [...unread, ...outcomes.flatMap(({ unchanged }) => unchanged)],
      unparsed,
      needsLook: outcomes.flatMap(({ looks }) => looks),
      mentions: [],
      unusedBases,
    },
    candidates,
    tellTales: tellTales(bases),
  };
}

/** What finds tools that the migration did not: the names of their bases. */
function tellTales(bases: readonly NamedToolBase[]): string[] {
  const added = bases.map(({ className }) => className).filter((name) => /^\w+$/.test(name));
  return [
    'BaseMCPTool',
    'BaseMcpTool',
    'BaseHandler',
    ...added.filter((name) => name !== 'default'),
  ];
}

type Needs = ReadonlyMap<string, Needing<ToolClass>>;

function needsOf(examined: readonly Examined[]): Needs {
  return new Map(
    examined.flatMap((one): [string, Needing<ToolClass>][] => {
      const need = needOf(one);
      return need === undefined ? [] : [[one.path, need]];
    }),
  );
}

interface OutcomeContext {
  readonly needs: Needs;
  readonly source: TypeSource<ToolClass>;
  readonly ports: ToolsPorts;
}

/** What becomes of one file; lists of at most one, so that they can be joined. */
interface Outcome {
  readonly change: readonly PlannedFile[];
  readonly changed: readonly ChangedFile[];
  readonly unchanged: readonly UnchangedFile[];
  readonly looks: readonly LookPlace[];
}

function outcomeOf(one: Examined, { needs, source, ports }: OutcomeContext): Outcome {
  const { path, loaded, judged, name: file } = one;
  const { text } = loaded.source;
  const lines = new LineIndex(text);
  const looks = looksOf(judged, { file, lines });
  const edits = planFile(one, needs.get(path), source);
  if (edits.length === 0) {
    return { change: [], changed: [], unchanged: [{ file, reason: reasonFor(judged) }], looks };
  }
  const after = applyEdits(text, edits);
  requireMigrated(one, after, ports.parser);
  const classes = describeClasses(judged, lines);
  return {
    change: [rewrittenFile(path, loaded.source, after)],
    changed: [{ file, status: 'changed', classes, edits: edits.length }],
    unchanged: [],
    looks,
  };
}
