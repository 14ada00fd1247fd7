import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { editFlags, type FlagEdit, isSameContent } from '../../core/flags/edit-flags.ts';
import type { Feature } from '../../core/flags/feature-flags.ts';
import { updateFlags } from '../../core/flags/update-flags.ts';
import { waitForReplicas } from '../../core/flags/wait-for-replicas.ts';
import type { FlagsReport } from '../../report/flags/flags-report.ts';
import { type FlagsDesk, withFlags } from './open-flags.ts';
import { readEdit } from './read-edit.ts';

/** What to set, and how. */
interface SetOptions {
  readonly agentType?: string | undefined;
  readonly percent?: number | 'default' | undefined;
  /** Milliseconds. */
  readonly wait?: number | undefined;
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  readonly config?: string | undefined;
}

/** What `aqe flags set --json` prints. */
export interface SetResult extends FlagsReport {
  readonly status: 'changed' | 'unchanged';
  /** `pinned`: all replicas have the flags, and one does not do what they say. Null without `--wait`. */
  readonly wait: { readonly outcome: 'all' | 'late' | 'pinned'; readonly ms: number } | null;
  readonly warnings: readonly string[];
}

/**
 * Changes the shared flags, and waits for the replicas where that is asked for.
 * @throws AqeError USAGE, FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function setFlags(
  context: Context,
  words: readonly string[],
  options: SetOptions,
): Promise<SetResult> {
  const edit = readEdit(words, options);
  return withFlags(context, { config: options.config, absent: 'create' }, async (desk) => {
    const status = await change(context, desk, { edit, options });
    const { generation } = await desk.report();
    const waited = await wait(context, desk, { generation, timeoutMs: options.wait });
    const report = await desk.report();
    const blocked = pinnedReplicas(report, edit);
    const warnings = [...pinnedHere(report, edit), ...blocked];
    const isBlocked = waited?.outcome === 'all' && blocked.length > 0;
    const outcome = isBlocked ? { ...waited, outcome: 'pinned' as const } : waited;
    return { status, ...report, wait: outcome, warnings };
  });
}

async function change(
  { clock, env }: Context,
  { store }: FlagsDesk,
  { edit, options }: { readonly edit: FlagEdit; readonly options: SetOptions },
): Promise<SetResult['status']> {
  const before = await store.flags.read();
  if (isSameContent(before, editFlags(before, edit))) return 'unchanged';
  await updateFlags(store.flags, {
    id: randomUUID(),
    update: (content) => editFlags(content, edit),
    at: clock.now().getTime(),
    by: options.by ?? env['USER'] ?? env['LOGNAME'] ?? 'unknown',
    reason: options.reason ?? '',
    action: 'flags.set',
  });
  return 'changed';
}

async function wait(
  { clock, ports, signal }: Context,
  { store }: FlagsDesk,
  {
    generation,
    timeoutMs,
  }: { readonly generation: number; readonly timeoutMs: number | undefined },
): Promise<{ readonly outcome: 'all' | 'late'; readonly ms: number } | null> {
  if (timeoutMs === undefined) return null;
  const scheduler = await ports.scheduler();
  const options = { generation, timeoutMs, clock, scheduler, signal };
  const { kind, ms } = await waitForReplicas(store.replicas, options);
  return { outcome: kind, ms };
}

/** Flags of this machine's environment that do not let the change through. */
function pinnedHere({ flags }: FlagsReport, edit: FlagEdit): readonly string[] {
  return wantedOf(edit).flatMap(([name, wanted]) => {
    const here = flags.find((flag) => flag.name === name);
    if (here === undefined || !here.pinned || here.value === wanted) return [];
    return [
      `${here.detail ?? here.source} pins ${name} to ${onOff(here.value)} on this machine: here the change has no effect until it is gone.`,
    ];
  });
}

/** Replicas whose environment does not let the change through. */
function pinnedReplicas({ replicas }: FlagsReport, edit: FlagEdit): readonly string[] {
  return replicas.flatMap(({ name, pinned, features }) =>
    wantedOf(edit)
      .filter(([flag, wanted]) => pinned.includes(flag) && features[flag] !== wanted)
      .map(
        ([flag]) =>
          `${name}: its environment pins ${flag} to ${onOff(features[flag])}: the change has no effect there until that is gone.`,
      ),
  );
}

/** An agent type's own flags win over the environment, and what goes back to the default wants nothing. */
function wantedOf({ flags, agentType }: FlagEdit): readonly (readonly [Feature, boolean])[] {
  if (agentType !== undefined) return [];
  return (['multiModelRouter', 'streaming'] as const).flatMap((name) => {
    const wanted = flags[name];
    return typeof wanted === 'boolean' ? [[name, wanted] as const] : [];
  });
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}
