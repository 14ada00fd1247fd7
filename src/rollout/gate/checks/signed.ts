import { checkOf, type GateNumber, notMeasured } from '../check.ts';
import type { Examine } from '../subject.ts';

const DAY = 86_400_000;
/** What somebody answered for longer ago says nothing of what is there today. */
const VALID_DAYS = 30;

/** A requirement that a person answers for. */
export const signed =
  (gate: GateNumber, id: string, title: string): Examine =>
  async (subject) => {
    const wanted = { id, title, target: 'a signature' };
    const found = await subject.signatures(gate);
    if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
    const { source } = found;
    const last = found.value.find(({ check }) => check === id);
    const how = `aqe gate sign ${gate} --check ${id} --by <name> --note <text>`;
    const unsigned = (reason: string) =>
      checkOf(wanted, { verdict: 'needs-signature', reason, source });
    if (last === undefined) return unsigned(how);
    const day = new Date(last.at).toISOString().slice(0, 10);
    if (last.withdrawn) return unsigned(`${last.by} took it back on ${day}: ${last.note}`);
    if (subject.now - last.at > VALID_DAYS * DAY) {
      return unsigned(`signed by ${last.by} on ${day}, more than ${VALID_DAYS} days ago; ${how}`);
    }
    const measured = `signed by ${last.by} on ${day}`;
    return checkOf(wanted, { verdict: 'pass', measured, source, reason: last.note });
  };
