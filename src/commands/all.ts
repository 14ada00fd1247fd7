import type { CommandFactory } from '../cli/context.ts';

/** Every command by its name, in the order of `aqe --help`; each is loaded when it is asked for. */
const loaders: Readonly<Record<string, () => Promise<CommandFactory>>> = {
  'migrate-config': async () => (await import('./migrate-config.ts')).migrateConfigCommand,
  'validate-config': async () => (await import('./validate-config.ts')).validateConfigCommand,
  'migrate-agents': async () => (await import('./migrate-agents.ts')).migrateAgentsCommand,
  'migrate-tools': async () => (await import('./migrate-tools.ts')).migrateToolsCommand,
  run: async () => (await import('./run.ts')).runCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  route: async () => (await import('./route.ts')).routeCommand,
  models: async () => (await import('./models.ts')).modelsCommand,
  costs: async () => (await import('./costs.ts')).costsCommand,
  budget: async () => (await import('./budget.ts')).budgetCommand,
  flags: async () => (await import('./flags.ts')).flagsCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  feedback: async () => (await import('./feedback.ts')).feedbackCommand,
  canary: async () => (await import('./canary.ts')).canaryCommand,
  gate: async () => (await import('./gate.ts')).gateCommand,
  monitor: async () => (await import('./monitor.ts')).monitorCommand,
  rollback: async () => (await import('./rollback.ts')).rollbackCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  memory: async () => (await import('./memory.ts')).memoryCommand,
  mcp: async () => (await import('./mcp.ts')).mcpCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  completion: async () => (await import('./completion.ts')).completionCommand,
  config: async () => (await import('./config.ts')).configCommand,
};

/** Completes the command lines of all others. */
const ofAll = 'completion';

/**
 * The commands that a command line may be about: a known name needs only that one, and nothing else is loaded;
 * everything else (help, completion, a slip of the pen) needs all.
 * @param argv the arguments after `aqe`
 */
export async function commandsFor(argv: readonly string[]): Promise<readonly CommandFactory[]> {
  const name = argv.find((word) => !word.startsWith('-')) ?? '';
  const one = name === ofAll || !Object.hasOwn(loaders, name) ? undefined : loaders[name];
  return one === undefined
    ? Promise.all(Object.values(loaders).map(async (load) => load()))
    : [await one()];
}
