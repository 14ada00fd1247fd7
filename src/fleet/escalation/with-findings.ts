import type { Verdict } from '../../core/escalation/verdict.ts';
import type { ModelRequest } from '../../core/streaming/provider.ts';

/** Characters of findings that a prompt may have: programs talk a lot. */
const MOST = 4000;

/** A prompt that tells why the answer before was not accepted. */
export function withFindings<P extends Pick<ModelRequest, 'messages'>>(
  prompt: P,
  verdict: Verdict | undefined,
): P {
  if (verdict === undefined) return prompt;
  const findings = verdict.reasons.join('\n').slice(0, MOST);
  const text = `Somebody answered before you, and the answer was checked and not accepted:\n<findings>\n${findings}\n</findings>\nAnswer the task anew, so that this does not happen again.`;
  const messages = prompt.messages.map((message, index) =>
    index === prompt.messages.length - 1
      ? { role: message.role, text: `${message.text}\n\n${text}` }
      : message,
  );
  return { ...prompt, messages };
}
