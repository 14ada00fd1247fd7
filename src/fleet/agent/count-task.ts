import type { PerformanceMetrics } from './agent-types.ts';

/**
 * The metrics after one more task.
 * @param startedAt milliseconds on the clock of `performance`
 */
export function countTask(
  before: PerformanceMetrics,
  startedAt: number,
  how: 'completed' | 'failed',
): PerformanceMetrics {
  const lastActivity = new Date();
  if (how === 'failed') return { ...before, errorCount: before.errorCount + 1, lastActivity };
  const tasksCompleted = before.tasksCompleted + 1;
  const sum = before.averageExecutionTime * before.tasksCompleted + performance.now() - startedAt;
  return { ...before, tasksCompleted, averageExecutionTime: sum / tasksCompleted, lastActivity };
}
