import type { Node } from '@babel/types';
import type { Collect, ParsedFile } from '../code/facts/file-facts.ts';
import type { ClassSite } from '../code/facts/class-facts.ts';
import type { FileScope } from '../code/facts/resolve.ts';
import type { Interest } from '../code/syntax/hollow.ts';
import { occurrencesOf, pathAt } from '../code/syntax/path-at.ts';
import { type MemberNode, membersNamed } from '../code/members/member-node.ts';
import { describeMember } from './collect-members.ts';
import { classifyMention } from './collect-mentions.ts';
import { useAt } from './collect-uses.ts';
import {
  type FileStyle,
  type ImportSite,
  importSiteOf,
  styleOf,
} from '../code/types/file-style.ts';
import { wrapperReason } from './edits/wrapper.ts';
import type { Mention } from './mention.ts';
import { receiverClass } from './receiver.ts';
import { agentNames, type AgentShape, shapeOf } from './shape.ts';
import type { TaskMember, TaskUse } from './task-member.ts';

/** What is looked at of a file. */
export const agentInterest: Interest = { words: ['performTask'], names: agentNames };

/** What the migration of agents keeps of a class. */
export interface AgentClass {
  readonly members: readonly TaskMember[];
  /** It only says what there is elsewhere: `declare class`, or inside of `declare module`. */
  readonly ambient: boolean;
  /** It has type parameters. */
  readonly generic: boolean;
  /** It has a performTaskImpl already. */
  readonly declaresImpl: boolean;
  readonly uses: readonly TaskUse[];
  readonly shape: AgentShape;
}

/** What it keeps of a file. */
export interface AgentFile {
  readonly style: FileStyle;
  readonly imports: ImportSite;
  readonly mentions: readonly Mention[];
}

/** Collects what the migration of agents needs; what is of files, not of classes, goes into `files`. */
export function agentCollector(files: Map<string, AgentFile>): Collect<AgentClass> {
  return (file) => {
    const { path, program, text, classes } = file;
    const { uses, mentions } = collectUses(file);
    const usesOf = new Map<number, TaskUse[]>();
    for (const { classIndex, use } of uses) {
      const known = usesOf.get(classIndex);
      if (known === undefined) usesOf.set(classIndex, [use]);
      else known.push(use);
    }
    files.set(path, {
      style: styleOf(program, text),
      imports: importSiteOf(program, text, 'ModelSelection'),
      mentions,
    });
    return classes.map((site, index) => ({
      members: taskMembers(site).map((node) => describeMember(node, text)),
      ambient: site.path.some((node) => 'declare' in node && node.declare === true),
      generic: !!site.node.typeParameters,
      declaresImpl: membersNamed('performTaskImpl', site).length > 0,
      uses: usesOf.get(index) ?? [],
      shape: shapeOf(site, text),
    }));
  };
}

function taskMembers(site: ClassSite): MemberNode[] {
  return membersNamed('performTask', site);
}

interface Collected {
  readonly uses: { readonly classIndex: number; readonly use: TaskUse }[];
  readonly mentions: Mention[];
}

function collectUses({ program, text, classes }: ParsedFile): Collected {
  const collected: Collected = { uses: [], mentions: [] };
  const indexes = new Map<Node, number>(classes.map(({ node }, index) => [node, index]));
  const scope: FileScope = {
    text,
    depth: 0,
    classIndex: (node) => indexes.get(node) ?? -1,
  };
  for (const offset of occurrencesOf('performTask', text)) {
    const path = pathAt(program, offset);
    const found = useAt(path, { ...scope, classes }, taskMembers);
    const raw = found === undefined ? classifyMention(path, offset) : undefined;
    if (found !== undefined) collected.uses.push(found);
    if (raw !== undefined && !isOwnComment(text, offset)) {
      const { kind, name } = raw;
      collected.mentions.push({ kind, name, receiver: receiverClass(raw.receiver, path, scope) });
    }
  }
  return collected;
}

/** The comment that an earlier run wrote is no news. */
function isOwnComment(text: string, offset: number): boolean {
  const from = Math.max(0, offset - wrapperReason.length);
  return text.slice(from, offset + wrapperReason.length).includes(wrapperReason);
}
