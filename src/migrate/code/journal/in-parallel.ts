/** Enough to let the disk write in bulk. */
const AT_ONCE = 16;

/**
 * Does the work for every item, sixteen at a time. After a failure nothing new is begun; what is under way
 * is awaited, and then the first failure is thrown.
 */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failed) return;
      try {
        // oxlint-disable-next-line no-await-in-loop -- sixteen workers, each one item at a time
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: AT_ONCE }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
}
