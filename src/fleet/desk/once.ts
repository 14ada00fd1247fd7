/** Opens each thing once, at its first use; what could not be opened is tried again. */
export class Once<K, V> {
  readonly #opened = new Map<K, Promise<V>>();

  async get(key: K, open: () => Promise<V>): Promise<V> {
    const there = this.#opened.get(key);
    if (there !== undefined) return there;
    const opening = open();
    this.#opened.set(key, opening);
    try {
      return await opening;
    } catch (error) {
      this.#opened.delete(key);
      throw error;
    }
  }

  /** Closes all that was opened. */
  async close(close: (value: V) => Promise<void>): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    this.#opened.clear();
    const open = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(open.map(async (value) => close(value)));
  }
}
