import type { MemberKind } from '../code/members/member-node.ts';
import type { Parameter } from '../code/members/parameters.ts';
import type { Span } from '../code/syntax/path-at.ts';

/** The type of a function, as it is written. */
export interface TaskFunctionType {
  readonly parameters: readonly Parameter[];
  /** What follows `=>`. */
  readonly result: Span | undefined;
}

/** What declares `performTask` in a class. */
export interface TaskMember extends Span {
  readonly kind: MemberKind;
  /** Where it begins without its decorators. */
  readonly head: number;
  /** The name, without quotes. */
  readonly name: Span;
  /** The doc comment before it. */
  readonly doc: Span | undefined;
  /** The keyword, and the space after it. */
  readonly override: Span | undefined;
  readonly accessibility: string | undefined;
  readonly async: boolean;
  readonly typeParameters: Span | undefined;
  /** `: Promise<any>`, with its colon. */
  readonly returnType: Span | undefined;
  readonly parameters: readonly Parameter[];
  /** It takes more than the task, apart from a selection that it has already. */
  readonly furtherParameters: boolean;
  /** An arrow function's only parameter, without parentheses. */
  readonly bare: boolean;
  /** The type of a property: `performTask: (task: QETask) => …`. */
  readonly functionType: TaskFunctionType | undefined;
  /** The type of a property, whatever it is. */
  readonly propertyType: Span | undefined;
  /** What its callers see of it; the same texts for the same. */
  readonly signature: {
    /** Accessibility and kinds of parameters. */
    readonly shape: string;
    readonly types: string;
    /** `: Promise<any>`, with its colon. */
    readonly result: string;
  };
  /** Of the names that the migration may want to use, those that the member uses itself. */
  readonly names: ReadonlySet<string>;
  /** It reads `arguments[…]`. */
  readonly countsArguments: boolean;
  /** It is the wrapper that an earlier run wrote. */
  readonly isWrapper: boolean;
}

/** `super.performTask` or `this.performTask` in a class. */
export interface TaskUse {
  readonly object: 'super' | 'this';
  /** The name, without quotes. */
  readonly name: Span;
  /** The index of the task member that it is inside of. */
  readonly member: number | undefined;
  /** Undefined when it is not called here. */
  readonly call: TaskCall | undefined;
}

/** The arguments of a call, those of `.call(this, …)` and `.apply(this, […])` without `this`. */
export interface TaskCall {
  /** `listed`: they are written there; `all`: what the method was given, `arguments`; `unseen`: they begin with something else that holds several. */
  readonly kind: 'all' | 'listed' | 'unseen';
  readonly count: number;
  /** Where the first argument ends. */
  readonly firstEnd: number;
  /** The second argument, when it is a plain name. */
  readonly second: string | undefined;
}
