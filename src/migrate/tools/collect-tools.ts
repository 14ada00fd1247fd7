import type { Collect, ParsedFile } from '../code/facts/file-facts.ts';
import type { ClassSite } from '../code/facts/class-facts.ts';
import { memberKind, membersNamed } from '../code/members/member-node.ts';
import { anyOf, type Interest } from '../code/syntax/hollow.ts';
import { endOf, startOf } from '../code/syntax/path-at.ts';
import {
  type FileStyle,
  type ImportSite,
  importSiteOf,
  styleOf,
} from '../code/types/file-style.ts';
import { describeMember } from './describe-member.ts';
import { type HandlerShape, helpers, shapeOf } from './shape.ts';
import type { ToolMember } from './tool-member.ts';

/** What a tool of 1.0.5 may have besides its method. */
export const streamingNames = ['supportsStreaming', 'executeStreaming'] as const;

/** One of them. */
export type StreamingName = (typeof streamingNames)[number];

/** What is looked at of a file. @param methods the names that a tool's method may have */
export function toolInterest(methods: readonly string[]): Interest {
  return { words: [...methods, ...streamingNames], names: anyOf(helpers) };
}

/** What the migration of tools keeps of a class. */
export interface ToolClass {
  /** What declares one of the methods that tools may have. */
  readonly members: readonly ToolMember[];
  /** Those of the two streaming members that it has, and whether they are methods. */
  readonly streaming: ReadonlyMap<StreamingName, 'method' | 'other'>;
  readonly shape: HandlerShape;
  /** What follows `extends`, as it is written. */
  readonly above: string;
}

/** What it keeps of a file. */
export interface ToolFile {
  readonly style: FileStyle;
  readonly imports: ImportSite;
}

/** What follows `extends` may be a class of its own. */
const MAX_ABOVE = 200;

/**
 * Collects what the migration of tools needs; what is of files, not of classes, goes into `files`.
 * @param methods the names that a tool's method may have
 */
export function toolCollector(
  methods: readonly string[],
  files: Map<string, ToolFile>,
): Collect<ToolClass> {
  return (file) => {
    const { path, program, text, classes } = file;
    files.set(path, {
      style: styleOf(program, text),
      imports: importSiteOf(program, text, 'StreamCallbacks'),
    });
    return classes.map((site) => describeClass(site, methods, file));
  };
}

function describeClass(site: ClassSite, methods: readonly string[], file: ParsedFile): ToolClass {
  const { superClass } = site.node;
  return {
    members: methods.flatMap((method) =>
      membersNamed(method, site).map((node) => describeMember(node, method)),
    ),
    streaming: new Map(
      streamingNames.flatMap((name) =>
        membersNamed(name, site).map((node) => [
          name,
          isMethod(memberKind(node)) ? ('method' as const) : ('other' as const),
        ]),
      ),
    ),
    shape: shapeOf(site, file),
    above: superClass
      ? file.text.slice(
          startOf(superClass),
          Math.min(endOf(superClass), startOf(superClass) + MAX_ABOVE),
        )
      : '',
  };
}

function isMethod(kind: ToolMember['kind']): boolean {
  return kind === 'method' || kind === 'signature';
}
