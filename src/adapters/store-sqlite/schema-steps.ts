import { dayTables } from './day-tables.ts';
import { feedbackTable } from './feedback-table.ts';
import { flagTables } from './flag-tables.ts';
import { moneyTables } from './money-tables.ts';
import { outcomeTable } from './outcome-table.ts';
import { taskTables } from './task-tables.ts';

/**
 * The steps from nothing to today's tables; a database has done the first `aqe_schema.version` of them. Landed steps never change. Not STRICT: SQLite
 * before 3.37 could not open the file any more, and 1.0.4 brings whatever SQLite was installed with it.
 */
export const schemaSteps: readonly string[] = [
  moneyTables,
  dayTables,
  flagTables,
  taskTables,
  outcomeTable,
  feedbackTable,
];
