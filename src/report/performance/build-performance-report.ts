import type { LedgerReader } from '../../core/cost/budget-store.ts';
import type { TaskQueue } from '../../core/tasks/task-queue.ts';
import type { TaskRecord } from '../../core/tasks/task-record.ts';
import type { ZoneCalendar } from '../../core/zone-calendar.ts';
import { daysOf, type ReportPeriod } from '../costs/period.ts';
import { reportedPeriod } from '../reported-period.ts';
import { slicesOf } from '../slices.ts';
import { simulatedTasks } from './simulated-tasks.ts';
import type { PerformanceReport, ProcessFigures } from './performance-report.ts';
import { targetsOf } from './targets.ts';
import { taskStatistics } from './task-statistics.ts';

/** What to report on. */
export interface ReportRequest {
  readonly period: ReportPeriod;
  readonly timeZone: string;
  readonly calendar: ZoneCalendar;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is read. */
type Sources = LedgerReader & { readonly tasks: Pick<TaskQueue, 'records'> };

/** Looks at the tasks of a period. Rejects with AqeError STORE_…. */
export async function buildPerformanceReport(
  store: Sources,
  request: ReportRequest,
  processes: readonly ProcessFigures[],
): Promise<PerformanceReport> {
  const { period, timeZone, calendar, now } = request;
  const isSimulated = await simulatedTasks(store, period);
  const parts: Record<'real' | 'simulated', TaskRecord[]> = { real: [], simulated: [] };
  for await (const record of store.tasks.records({ from: period.from, to: period.to })) {
    parts[isSimulated(record.id) ? 'simulated' : 'real'].push(record);
  }
  const slices = slicesOf(period, { calendar, now });
  const measured = taskStatistics(parts.real, slices);
  return {
    report: 'performance',
    period: reportedPeriod(period, daysOf(period, calendar), timeZone),
    at: new Date(now).toISOString(),
    measured,
    simulated: parts.simulated.length === 0 ? null : taskStatistics(parts.simulated, slices),
    processes,
    targets: targetsOf(measured, processes),
  };
}
