import { relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Clock, Files } from '../../core/ports.ts';
import type {
  CodeAccess,
  FoundSources,
  SourceReader,
  TypeChecker,
  TypeCheckError,
} from '../../core/source-ports.ts';
import { AqeError } from '../../errors.ts';
import type { CodePorts } from './codebase.ts';
import { applyChanges } from './journal/apply-changes.ts';
import { requireNoUnfinishedRun } from './journal/require-no-unfinished-run.ts';
import { undoLastRun } from './journal/undo-last-run.ts';
import { formatterCommand } from './project/formatter-command.ts';
import type { CodeFindings, CodePlan, PlannedFile } from './report.ts';
import { loadParser } from './syntax/parse-source.ts';
import { newErrors } from './typecheck.ts';

/** Which migration of code. */
export type CodemodCommand = 'migrate-agents' | 'migrate-tools';

/** What is asked for. */
export interface CodemodRequest {
  readonly command: CodemodCommand;
  readonly paths: readonly string[];
  /** Texts that a file must hold to be of interest. */
  readonly needles: readonly string[];
  /** `preview` makes a diff, `check` only looks. */
  readonly mode: 'write' | 'preview' | 'check';
  /** Write although the git work tree has changes. */
  readonly force: boolean;
  /** Run the project's own compiler before and after. */
  readonly typecheck: boolean;
}

/** What a migration of code takes from outside. */
export interface CodemodPorts extends CodeAccess {
  readonly files: Files;
  readonly clock: Clock;
  /** Called before each file. @throws AqeError INTERRUPTED */
  readonly onFile: (file: string) => Promise<void>;
  readonly signal: AbortSignal;
  /** Runs what an interrupt must wait for. @throws AqeError INTERRUPTED when there was one already */
  readonly atomically: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What planning is given. */
interface PlannerPorts extends CodePorts {
  readonly onFile: (file: string) => Promise<void>;
}

/** Plans one migration: pure but for reading files. */
export type Planner = (found: FoundSources, ports: PlannerPorts) => Promise<CodePlan>;

/** What a migration of code did, or would do. */
export interface CodemodReport extends CodeFindings {
  readonly command: CodemodCommand;
  readonly mode: 'write' | 'preview' | 'check';
  /** `migrated`: written; `pending`: something would change; `up-to-date`: nothing would; `rolled-back`: the type check failed. */
  readonly status: 'migrated' | 'pending' | 'up-to-date' | 'rolled-back';
  readonly root: string;
  readonly counts: CodemodCounts;
  /** Where the former bytes are kept, relative to the root. */
  readonly backup?: string;
  /** A unified diff of all files. */
  readonly diff?: string;
  readonly typecheck?: TypeCheckOutcome;
  readonly next: NextSteps;
}

/** Nothing is left out without being counted. */
interface CodemodCounts {
  /** Source files that the paths hold. */
  readonly seen: number;
  /** Those that were parsed. */
  readonly candidates: number;
  readonly changed: number;
  readonly created: number;
  readonly classes: number;
  readonly unchanged: number;
  readonly unparsed: number;
  readonly needsLook: number;
  readonly mentions: number;
}

/** The type errors that the migration would bring. */
interface TypeCheckOutcome {
  readonly before: number;
  readonly after: number;
  readonly newErrors: readonly TypeCheckError[];
}

/** Commands to go on with. */
interface NextSteps {
  /** Finds what is left. */
  readonly grep: string;
  /** The project's own formatter. */
  readonly format?: string;
  readonly undo?: string;
}

/** Plans, and writes when asked to: all files or none. */
export async function runCodemod(
  request: CodemodRequest,
  plan: Planner,
  ports: CodemodPorts,
): Promise<CodemodReport> {
  // What must be loaded is loaded while git is at work.
  const [found, parser, resolver] = await Promise.all([
    ports.finder.find(request),
    loadParser(),
    ports.resolver(),
  ]);
  const { command, mode } = request;
  if (mode === 'write') await requireNoUnfinishedRun(found.root, command, ports);
  const { reader, onFile } = ports;
  const planned = await plan(found, { reader, onFile, parser, resolver: resolver(found) });
  const report = reportOf(request, { found, planned }, reader);
  if (planned.changes.length === 0) return { ...report, status: 'up-to-date' };
  if (mode !== 'write') {
    const diff = mode === 'preview' ? { diff: await diffOf(found.root, planned.changes) } : {};
    return { ...report, ...diff };
  }
  if (!request.force) await requireCleanTree(found, command, ports);
  return ports.atomically(async () => write(request, { found, planned, report }, ports));
}

interface Planned {
  readonly found: FoundSources;
  readonly planned: CodePlan;
  readonly report: CodemodReport;
}

async function write(
  { command, typecheck }: CodemodRequest,
  { found: { root }, planned, report }: Planned,
  ports: CodemodPorts,
): Promise<CodemodReport> {
  const paths = planned.changes.flatMap(({ path, before }) => (before === undefined ? [] : [path]));
  const checker = typecheck ? await ports.typeChecker(root) : undefined;
  const before = await checker?.check(paths);
  const changes = planned.changes.map(({ path, bytes, bytesBefore }) => ({
    path,
    before: bytesBefore?.(),
    after: bytes(),
  }));
  const { journal } = await applyChanges(changes, { root, command }, ports);
  const next = { ...report.next, undo: `aqe ${command} --undo` };
  const migrated: CodemodReport = { ...report, status: 'migrated', backup: journal, next };
  await undoIfInterrupted({ root, command, ports });
  if (checker === undefined || before === undefined) return migrated;
  const after = await checkOrUndo(checker, paths, { root, command, ports });
  const outcome = {
    before: before.length,
    after: after.length,
    newErrors: newErrors(before, after),
  };
  if (outcome.newErrors.length === 0) return { ...migrated, typecheck: outcome };
  await undoLastRun({ root, command, force: true, preview: false }, ports);
  return { ...report, status: 'rolled-back', typecheck: outcome };
}

/** Whoever pressed Ctrl-C while the files were written wants none of it. @throws AqeError INTERRUPTED */
async function undoIfInterrupted({ root, command, ports }: Written): Promise<void> {
  // The signal has to arrive first.
  await setImmediate();
  if (!ports.signal.aborted) return;
  await undoLastRun({ root, command, force: true, preview: false }, ports);
  throw new AqeError('INTERRUPTED', 'interrupted');
}

interface Written {
  readonly root: string;
  readonly command: CodemodCommand;
  readonly ports: CodemodPorts;
}

/** When the compiler cannot be run a second time, or the user interrupts it, the files go back. */
async function checkOrUndo(
  checker: TypeChecker,
  paths: readonly string[],
  { root, command, ports }: Written,
): Promise<readonly TypeCheckError[]> {
  try {
    return await checker.check(paths);
  } catch (error) {
    await undoLastRun({ root, command, force: true, preview: false }, ports);
    throw error;
  }
}

/** @throws AqeError TREE_DIRTY: what a person did not commit could not be told from what the migration did */
async function requireCleanTree(
  { root, git }: FoundSources,
  command: CodemodCommand,
  { versionControl }: CodemodPorts,
): Promise<void> {
  if (!git) return;
  const changed = await versionControl.changes(root);
  if (changed.length === 0) return;
  const [first = ''] = changed;
  const more = changed.length === 1 ? '' : ` and ${changed.length - 1} more`;
  throw new AqeError('TREE_DIRTY', `the git work tree has uncommitted changes: ${first}${more}`, {
    hint: `Commit or stash them first, so that \`git diff\` shows the migration alone. To look without writing: aqe ${command} --dry-run; to write all the same: --force.`,
  });
}

function reportOf(
  request: CodemodRequest,
  { found, planned }: { found: FoundSources; planned: CodePlan },
  reader: SourceReader,
): CodemodReport {
  const { command, mode, needles } = request;
  const { root, seen, sources } = found;
  const { findings, candidates = sources.length, tellTales = needles } = planned;
  const { files, unchanged, unparsed, needsLook, mentions } = findings;
  const created = files.filter(({ status }) => status === 'created').length;
  const names = files.map(({ file }) => file);
  const format = formatterCommand(root, names, reader);
  return {
    command,
    mode,
    status: 'pending',
    root,
    counts: {
      seen,
      candidates,
      changed: files.length - created,
      created,
      classes: files.reduce((sum, { classes }) => sum + classes.length, 0),
      unchanged: unchanged.length,
      unparsed: unparsed.length,
      needsLook: needsLook.length,
      mentions: mentions.length,
    },
    ...findings,
    next: { grep: grepFor(found, tellTales), ...(format === undefined ? {} : { format }) },
  };
}

function grepFor({ git }: FoundSources, tellTales: readonly string[]): string {
  const words = tellTales.map((word) => `-e ${word}`).join(' ');
  return git
    ? `git grep -nwF --untracked ${words}`
    : `grep -rnwF --exclude-dir=node_modules --exclude-dir=.aqe ${words} .`;
}

async function diffOf(root: string, changes: readonly PlannedFile[]): Promise<string> {
  const { unifiedDiff } = await import('../unified-diff.ts');
  return changes
    .map(({ path, before, after }) => {
      const name = relative(root, path);
      const oldName = before === undefined ? '/dev/null' : `a/${name}`;
      return unifiedDiff({ oldName, newName: `b/${name}`, before: before ?? '', after });
    })
    .join('');
}
