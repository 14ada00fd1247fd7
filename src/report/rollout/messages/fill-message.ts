import { oneLine } from '../../one-line.ts';
import type { RolloutReport } from '../rollout-report.ts';
import { complete, results, success } from './after.ts';
import { announcement, deploymentWindow, documentation } from './before.ts';
import { incident, progress, status } from './during.ts';
import type { FilledMessage, MessageName, WriteMessage } from './message.ts';

const messages: Readonly<Record<MessageName, WriteMessage>> = {
  announcement,
  documentation,
  window: deploymentWindow,
  progress,
  status,
  incident,
  complete,
  success,
  results,
};

/**
 * A message with the numbers of a report, and what people say about the rest.
 * @param filled what stands for `{name}`; the rest stays, in brackets
 */
export function fillMessage(
  template: MessageName,
  report: RolloutReport,
  filled: ReadonlyMap<string, string>,
): FilledMessage {
  const { subject, lines } = messages[template](report);
  const open = new Set<string>();
  const fill = (text: string): string =>
    oneLine(text).replaceAll(/\{([a-z &]+)\}/g, (_, name: string) => {
      const value = filled.get(name);
      if (value === undefined) open.add(name);
      return value ?? `[${name}]`;
    });
  return {
    template,
    subject: fill(subject),
    body: lines.map((line) => fill(line)).join('\n'),
    open: [...open],
  };
}
