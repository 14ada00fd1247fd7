import type { MemberKind } from '../code/members/member-node.ts';
import type { Parameter } from '../code/members/parameters.ts';
import type { Span } from '../code/syntax/path-at.ts';

/** What declares the method of a tool in a class. */
export interface ToolMember extends Span {
  /** The name of the method. */
  readonly method: string;
  readonly kind: MemberKind;
  readonly accessibility: string | undefined;
  /** `<T extends object>`, with its brackets. */
  readonly typeParameters: Span | undefined;
  /** The names in it. */
  readonly typeArguments: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly result: ToolResult | undefined;
  /** The type of a property that is not written as a function's: `execute: Executor`. */
  readonly alias: Span | undefined;
  /** It has no body, or one that only throws: classes below are to give it one. */
  readonly open: boolean;
}

/** The result type that a method declares, without the colon. */
export interface ToolResult extends Span {
  /** It is written `Promise<…>`. */
  readonly promise: boolean;
}
