import type { CommandFactory } from '../cli/context.ts';
import { backupCommand } from './backup.ts';
import { budgetCommand } from './budget.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { costsCommand } from './costs.ts';
import { doctorCommand } from './doctor.ts';
import { memoryCommand } from './memory.ts';
import { migrateAgentsCommand } from './migrate-agents.ts';
import { migrateConfigCommand } from './migrate-config.ts';
import { migrateToolsCommand } from './migrate-tools.ts';
import { modelsCommand } from './models.ts';
import { routeCommand } from './route.ts';
import { runCommand } from './run.ts';
import { simulateCommand } from './simulate.ts';
import { validateConfigCommand } from './validate-config.ts';

/** Every command, in the order of `aqe --help`. */
export const commands: readonly CommandFactory[] = [
  migrateConfigCommand,
  validateConfigCommand,
  migrateAgentsCommand,
  migrateToolsCommand,
  runCommand,
  routeCommand,
  modelsCommand,
  costsCommand,
  budgetCommand,
  backupCommand,
  memoryCommand,
  simulateCommand,
  doctorCommand,
  completionCommand,
  configCommand,
];
