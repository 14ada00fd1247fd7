import type { Verdict } from '../../core/escalation/verdict.ts';
import type { TaskPlan } from '../plan-task.ts';

/** Characters of findings that a prompt may have: programs talk a lot. */
const MOST = 4000;

/** A plan whose prompt tells why the answer before was not accepted. */
export function withFindings(plan: TaskPlan, verdict: Verdict | undefined): TaskPlan {
  if (verdict === undefined) return plan;
  const { system, messages } = plan.prompt;
  const findings = verdict.reasons.join('\n').slice(0, MOST);
  const text = `Somebody answered before you, and the answer was checked and not accepted:\n<findings>\n${findings}\n</findings>\nAnswer the task anew, so that this does not happen again.`;
  const said = messages.map((message, index) =>
    index === messages.length - 1
      ? { role: message.role, text: `${message.text}\n\n${text}` }
      : message,
  );
  return { ...plan, prompt: { system, messages: said } };
}
