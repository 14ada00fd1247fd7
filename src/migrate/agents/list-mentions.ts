import type { Edit } from '../../config/document/splice.ts';
import { LineIndex } from '../../config/document/line-index.ts';
import { followReference } from '../code/exported.ts';
import type { BaseRules } from '../code/bases.ts';
import type { Codebase } from '../code/codebase.ts';
import type { FileFacts } from '../code/facts/file-facts.ts';
import { classRef } from '../code/lineage.ts';
import type { MentionPlace } from '../code/report.ts';
import { occurrencesOf } from '../code/syntax/path-at.ts';
import type { AgentClass } from './collect-agents.ts';
import { renameTo } from './edits/calls.ts';
import type { Judge } from './judge.ts';
import type { Mention } from './mention.ts';

/** The lines are shown to people: one of generated code may be very long. */
const MAX_LINE = 160;

/** Whether a mention is of an agent that is or was migrated, and can be renamed without a doubt. */
export function isOfAgent(
  { kind, receiver }: Mention,
  facts: FileFacts<AgentClass>,
  { code, rules, judge }: MentionContext,
): boolean {
  // What is read is what was assigned: `expect(agent.performTask).toHaveBeenCalled()`.
  const isOfTests = ['spy', 'assignment', 'reference', 'bracket'].includes(kind);
  if (receiver === undefined || !isOfTests) return false;
  const target = followReference(receiver, facts, { code, rules });
  const ref = target.kind === 'class' ? classRef(target.file, target.index) : undefined;
  if (ref === undefined) return false;
  const verdict = judge.judge(ref).kind;
  return verdict === 'migrate' || verdict === 'migrated';
}

/** What telling an agent from other objects takes. */
export interface MentionContext {
  readonly code: Codebase<AgentClass>;
  readonly rules: BaseRules<AgentClass>;
  readonly judge: Judge;
}

/** `jest.spyOn(agent, 'performTask')` looks at performTaskImpl afterwards. */
export function renameMentions(mentions: readonly Mention[]): Edit[] {
  return mentions.map(({ name }) => renameTo(name));
}

/** Where mentions are, with the lines that they are on. */
export function placeMentions(
  mentions: readonly Pick<Mention, 'kind' | 'name'>[],
  file: string,
  text: string,
): MentionPlace[] {
  const lines = new LineIndex(text);
  return mentions.map(({ kind, name }) => {
    const { line, column } = lines.at(name.start);
    return { file, line, column, kind, text: lineAround(text, name.start) };
  });
}

/** The line, or what is near on a line of generated code. */
function lineAround(text: string, offset: number): string {
  const near = text.slice(Math.max(0, offset - MAX_LINE), offset + MAX_LINE);
  const at = Math.min(offset, MAX_LINE);
  const start = near.lastIndexOf('\n', at - 1) + 1;
  const end = near.indexOf('\n', at);
  const line = near.slice(start, end < 0 ? undefined : end).trim();
  if (line.length <= MAX_LINE) return line;
  const from = Math.max(start, at - MAX_LINE / 2);
  return `…${near.slice(from, from + MAX_LINE).trim()}…`;
}

/** The mentions in a text that is no source code. */
export function documentMentions(file: string, text: string): MentionPlace[] {
  const mentions = occurrencesOf('performTask', text).map((start) => ({
    kind: 'document' as const,
    name: { start, end: start },
  }));
  return placeMentions(mentions, file, text);
}
