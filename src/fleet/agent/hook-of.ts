/** 1.0.4's name of a hook: `pre-task` is `onPretask`. Undefined where the agent has none. */
export function hookOf(agent: object, name: string): ((data: unknown) => unknown) | undefined {
  const method = `on${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', '')}`;
  const hook: unknown = Reflect.get(agent, method);
  if (typeof hook !== 'function') return undefined;
  return (data) => {
    const result: unknown = Reflect.apply(hook, agent, [data]);
    return result;
  };
}
