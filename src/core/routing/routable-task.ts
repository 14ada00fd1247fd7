/** A task as far as routing reads it. */
export interface RoutableTask {
  /** The author's label. Free text that no score is made of; models are not chosen by it. */
  readonly type?: string | undefined;
  readonly agentType?: string | undefined;
  /** What is asked. */
  readonly description: string;
  /** What is given: 1.0.4's `payload`, or `data`. Any value. */
  readonly payload?: unknown;
}

const descriptionKeys = ['description', 'task', 'prompt', 'instructions'] as const;

/**
 * Reads a task as 1.0.4 writes it (`{id, type, payload, …}`, the description in the payload or nowhere) or as a JSON task with `data`.
 * Where nothing says what is asked, the type's words do.
 * @returns undefined for what is no task: not an object, or without description, type and payload
 */
export function routableTask(value: unknown): RoutableTask | undefined {
  if (!isRecord(value)) return undefined;
  const payload = value['payload'] ?? value['data'];
  const type = text(value['type']);
  const what = asked(value, payload) ?? words(type, payload);
  return what === undefined ? undefined : { type, agentType: text(value['agentType']), ...what };
}

type Asked = Pick<RoutableTask, 'description' | 'payload'>;

/** What is asked, told by the task or by its payload, where it is not counted a second time as what is given. */
function asked(task: Readonly<Record<string, unknown>>, payload: unknown): Asked | undefined {
  const [own] = descriptionsIn(task);
  if (own !== undefined) return { description: own.text, payload };
  if (!isRecord(payload)) return undefined;
  const [inside] = descriptionsIn(payload);
  if (inside === undefined) return undefined;
  return { description: inside.text, payload: without(payload, inside.key) };
}

function words(type: string | undefined, payload: unknown): Asked | undefined {
  if (type === undefined && payload === undefined) return undefined;
  return { description: (type ?? '').replaceAll(/[-_]+/g, ' '), payload };
}

function descriptionsIn(
  source: Readonly<Record<string, unknown>>,
): readonly { readonly key: string; readonly text: string }[] {
  return descriptionKeys.flatMap((key) => {
    const found = text(source[key]);
    return found === undefined ? [] : [{ key, text: found }];
  });
}

function without(
  payload: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== key));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
