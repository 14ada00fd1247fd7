import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import { didYouMean } from '../../config/schema/near-key.ts';
import { loadSettings } from '../../config/settings/load-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { AqeError } from '../../errors.ts';
import type { GateNumber } from '../../rollout/gate/check.ts';
import { gates } from '../../rollout/gate/gates.ts';
import { SIGN, type SignatureDetails } from '../../rollout/gate/signatures.ts';

/** What is signed, and by whom. */
interface SignOptions {
  readonly by: string;
  readonly note: string;
  readonly check?: string | undefined;
  readonly withdraw?: true | undefined;
  readonly config?: string | undefined;
}

/** What `aqe gate sign --json` prints. */
interface SignResult extends SignatureDetails {
  readonly by: string;
  readonly note: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * Records a signature in the audit trail of the fleet's store, and prints it.
 * @throws AqeError USAGE, FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function signGate(
  { files, env, dotEnv, cwd, clock, ports, reporter }: Context,
  gate: GateNumber,
  options: SignOptions,
): Promise<void> {
  const [by, note] = [options.by.trim(), options.note.trim()];
  if (by === '' || note === '') {
    throw new AqeError('USAGE', 'a signature needs a name and a note', {
      hint: 'As in: --by "Ada" --note "pull request 12 is approved".',
    });
  }
  const details: SignatureDetails = {
    gate,
    checks: checksOf(gate, options.check),
    withdrawn: options.withdraw === true,
  };
  const { settings } = await loadSettings({ files, file: options.config, env, dotEnv });
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'create' });
  const at = clock.now();
  try {
    await store.audit.append({
      id: randomUUID(),
      at: at.getTime(),
      by,
      action: SIGN,
      reason: note,
      details,
    });
  } finally {
    await store.close();
  }
  reporter.result({ ...details, by, note, at: at.toISOString() }, renderSigned);
}

function renderSigned({ gate, checks, withdrawn, by }: SignResult): string {
  const verb = withdrawn ? 'took back' : 'signed';
  return `${by} ${verb} ${checks.join(', ')} of gate ${gate} (${gates[gate].name.toLowerCase()}).`;
}

function checksOf(gate: GateNumber, wanted: string | undefined): readonly string[] {
  const ids = gates[gate].signatures;
  if (wanted === undefined) return ids;
  if (ids.includes(wanted)) return [wanted];
  throw new AqeError('USAGE', `gate ${gate} wants no signature for ${JSON.stringify(wanted)}`, {
    hint: didYouMean(wanted, ids) ?? `It wants some for ${ids.join(', ')}.`,
  });
}
