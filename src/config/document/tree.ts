import {
  type AliasEvent,
  COLLECTION_STYLE_FLOW,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';

/** Offsets into the text, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface NodeBase extends Range {
  /** Where the node begins with its anchor and tag; `start` without them. */
  readonly outerStart: number;
  readonly anchor: string | undefined;
  /** Nodes below, with aliases counted at the size of what they stand for. */
  readonly weight: number;
}

/** One `key: value`. */
export interface Pair {
  readonly key: SourceNode;
  readonly value: SourceNode;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly Pair[];
}

interface SeqNode extends NodeBase {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: readonly SourceNode[];
}

interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** True for a value that is not written at all, as in `key:`. */
  readonly empty: boolean;
}

interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  /** The anchor that it repeats. */
  readonly target: string;
  /** The value that has the anchor. */
  readonly to: SourceNode;
}

/** What stands where in the text. */
export type SourceNode = MapNode | SeqNode | ScalarNode | AliasNode;

/** An alias that stands for nothing: its anchor is missing, or the alias is inside the anchored node. */
export class BadAlias extends Error {
  readonly offset: number;
  readonly cyclic: boolean;
  constructor(target: string, offset: number, cyclic: boolean) {
    super(
      `the alias *${target} ${cyclic ? 'stands inside the value that it repeats' : 'has no anchor before it'}`,
    );
    this.offset = offset;
    this.cyclic = cyclic;
  }
}

interface Open {
  readonly event: MappingEvent | SequenceEvent;
  readonly children: SourceNode[];
  weight: number;
}

const scalarStyles = ['plain', 'plain', 'single', 'double', 'block', 'block'] as const;

/** Builds the tree of one document from parser events. Iterative, so that depth costs no stack. */
export function buildTree(text: string, events: readonly Event[]): SourceNode | undefined {
  const builder = new TreeBuilder(text);
  for (const event of events) builder.take(event);
  return builder.root;
}

class TreeBuilder {
  readonly #text: string;
  readonly #open: Open[] = [];
  /** What each anchor stands for so far; it may be given again. */
  readonly #anchored = new Map<string, SourceNode>();
  /** The end of the last node: an empty one stands right after it. */
  #cursor = 0;
  root: SourceNode | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  take(event: Event): void {
    switch (event.type) {
      case EVENT_DOCUMENT: {
        break;
      }
      case EVENT_MAPPING:
      case EVENT_SEQUENCE: {
        this.#open.push({ event, children: [], weight: 1 });
        this.#cursor = event.start;
        break;
      }
      case EVENT_SCALAR: {
        this.#add(this.#scalar(event), event);
        break;
      }
      case EVENT_ALIAS: {
        this.#add(this.#alias(event), event);
        break;
      }
      case EVENT_POP: {
        const closed = this.#open.pop();
        // The document itself is popped too, after everything in it.
        if (closed !== undefined) this.#add(this.#collection(closed), closed.event);
        break;
      }
    }
  }

  #add(
    node: SourceNode,
    event: Exclude<Event, { type: typeof EVENT_DOCUMENT | typeof EVENT_POP }>,
  ): void {
    this.#cursor = node.end;
    if (event.type !== EVENT_ALIAS && node.anchor !== undefined) {
      this.#anchored.set(node.anchor, node);
    }
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.root = node;
      return;
    }
    parent.children.push(node);
    parent.weight += node.weight;
  }

  #outerStart(event: ScalarEvent | MappingEvent | SequenceEvent, start: number): number {
    let outer = start;
    if (event.anchorStart >= 0) outer = Math.min(outer, event.anchorStart - 1);
    if (event.tagStart >= 0) outer = Math.min(outer, event.tagStart);
    return outer;
  }

  #anchor(event: ScalarEvent | MappingEvent | SequenceEvent): string | undefined {
    if (event.anchorStart < 0) return undefined;
    return this.#text.slice(event.anchorStart, event.anchorEnd);
  }

  #scalar(event: ScalarEvent): ScalarNode {
    const style = scalarStyles[event.style];
    const quote = style === 'single' || style === 'double' ? 1 : 0;
    const empty = event.valueStart < 0;
    const start = empty ? this.#emptyAt(event) : event.valueStart - quote;
    return {
      kind: 'scalar',
      style,
      empty,
      start,
      end: empty ? start : event.valueEnd + quote,
      outerStart: this.#outerStart(event, start),
      anchor: this.#anchor(event),
      weight: 1,
    };
  }

  /** Where a value that is not written would be: after its anchor or tag, else after the key's colon. */
  #emptyAt(event: ScalarEvent): number {
    const properties = Math.max(event.anchorEnd, event.tagEnd);
    if (properties >= 0) return properties;
    const parent = this.#open.at(-1);
    const isValue = parent?.event.type === EVENT_MAPPING && parent.children.length % 2 === 1;
    const colon = /(?:\s|#[^\n\r]*)*:/y;
    colon.lastIndex = this.#cursor;
    return isValue && colon.test(this.#text) ? colon.lastIndex : this.#cursor;
  }

  #alias(event: AliasEvent): AliasNode {
    const target = this.#text.slice(event.anchorStart, event.anchorEnd);
    const start = event.anchorStart - 1;
    const to = this.#anchored.get(target);
    if (to === undefined) {
      const cyclic = this.#open.some((open) => this.#anchor(open.event) === target);
      throw new BadAlias(target, start, cyclic);
    }
    return {
      kind: 'alias',
      target,
      to,
      start,
      outerStart: start,
      end: event.anchorEnd,
      anchor: undefined,
      weight: to.weight,
    };
  }

  #collection({ event, children, weight }: Open): MapNode | SeqNode {
    const start = event.start;
    const end = this.#collectionEnd(event, children);
    const flow = event.style === COLLECTION_STYLE_FLOW;
    const outerStart = this.#outerStart(event, start);
    const anchor = this.#anchor(event);
    if (event.type === EVENT_SEQUENCE) {
      return { kind: 'seq', items: children, start, end, flow, weight, outerStart, anchor };
    }
    const pairs: Pair[] = [];
    for (let index = 0; index < children.length; index += 2) {
      const key = children[index];
      const value = children[index + 1];
      if (key !== undefined && value !== undefined) pairs.push({ key, value });
    }
    return { kind: 'map', pairs, start, end, flow, weight, outerStart, anchor };
  }

  #collectionEnd(event: MappingEvent | SequenceEvent, children: readonly SourceNode[]): number {
    const open = this.#text[event.start];
    const bracketed = event.style === COLLECTION_STYLE_FLOW && (open === '{' || open === '[');
    const after = Math.max(event.start, children.at(-1)?.end ?? 0);
    if (!bracketed) return after;
    return skipGap(this.#text, children.length === 0 ? event.start + 1 : after) + 1;
  }
}

/** The first offset from `from` on that is not white space, a comma or a comment: what can stand before a bracket. */
function skipGap(text: string, from: number): number {
  const gap = /(?:[\s,:?]|#[^\n\r]*)*/y;
  gap.lastIndex = from;
  gap.test(text);
  return gap.lastIndex;
}
