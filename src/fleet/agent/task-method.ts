/**
 * Whether the work of an agent begins with its `performTaskImpl`, past a `performTask` that it inherits: so it is when a class has performTaskImpl below an
 * unmigrated one, whose performTask knows nothing of it. Everywhere else performTask is called, as on 1.0.4: the migrated ones come to the base's by their
 * wrapper, and an unmigrated child of a migrated parent by `super.performTask`.
 * @param base the prototype that the search ends at
 */
export function beginsWithImpl(agent: object, base: object): boolean {
  const chain = chainOf(agent, base);
  const task = chain.findIndex((level) => Object.hasOwn(level, 'performTask'));
  const impls = chain.flatMap((level, depth) =>
    Object.hasOwn(level, 'performTaskImpl') ? [depth] : [],
  );
  const [mostDerived] = impls;
  if (task === -1 || mostDerived === undefined) return false;
  return impls.every((depth) => depth < task);
}

/** The agent itself, then its prototypes up to the base's, which is left out. */
function chainOf(agent: object, base: object): readonly object[] {
  const chain: object[] = [];
  for (let level: unknown = agent; isObject(level) && level !== base;) {
    chain.push(level);
    level = Reflect.getPrototypeOf(level);
  }
  return chain;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
