import { parseConfig } from '../../src/config/document/parse.ts';
import { planMigration } from '../../src/migrate/config/plan-migration.ts';
import type { MigrateOptions } from '../../src/migrate/config/step.ts';
import type { Plan } from '../../src/migrate/plan.ts';
import { testCatalogue } from './catalogue.ts';

/** Options on 2026-11-23 with the test catalogue. */
export const migrateOptions: MigrateOptions = {
  models: 'documented',
  catalogue: testCatalogue,
  daysLeft: (day) => Math.round((Date.parse(day) - Date.parse('2026-11-23')) / 86_400_000),
};

/** Plans the migration of a text. */
export async function migrateText(text: string, file = 'fleet.yaml'): Promise<Plan> {
  return planMigration(await parseConfig(Buffer.from(text), file), migrateOptions);
}
