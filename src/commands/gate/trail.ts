import type { Found, GateNumber } from '../../rollout/gate/check.ts';
import { SIGN, signaturesIn } from '../../rollout/gate/signatures.ts';
import type { Changes, Signature } from '../../rollout/gate/subject.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** More entries than a rollout ever has. */
const MOST = 10_000;
const SOURCE = "the audit trail in the fleet's store";

/** What changes how the fleet works; looks at a canary do not. */
const CHANGE = /^(?:flags|rollback)\.|^canary\.(?!look$)/;

/** What was changed of the fleet in the time before now. */
export async function readChanges(desk: GateDesk, sinceMs: number): Promise<Found<Changes>> {
  return find(SOURCE, async () => {
    const entries = await (await desk.store()).audit.list({ limit: MOST });
    const made = entries.filter(({ action }) => CHANGE.test(action));
    const from = desk.now - sinceMs;
    return {
      from,
      changes: made.filter(({ at }) => at > from),
      began: made.at(-1)?.at,
    };
  });
}

/** Who answered for what. */
export async function readSignatures(
  desk: GateDesk,
  gate: GateNumber,
): Promise<Found<readonly Signature[]>> {
  return find(SOURCE, async () =>
    signaturesIn(await (await desk.store()).audit.list({ limit: MOST, action: SIGN }), gate),
  );
}
