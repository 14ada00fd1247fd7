import { Command } from '@commander-js/extra-typings';
import type { CommandFactory, Context } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { Subject } from '../doctor/check.ts';
import { releasedOn } from '../version.ts';

/** `aqe doctor` */
export const doctorCommand: CommandFactory = (host) =>
  new Command('doctor')
    .description('check the set-up: Node, configuration, database, API key, clock')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe doctor
  aqe doctor --config deploy/fleet.yaml
  aqe doctor --json | jq '.checks[] | select(.status == "failed")'

Nothing is created or changed, and no secret is printed. Exit code 1 when a check failed.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const [{ diagnose }, { renderDiagnosis }] = await Promise.all([
          import('../doctor/diagnose.ts'),
          import('../doctor/render.ts'),
        ]);
        const diagnosis = await diagnose(await subjectOf(context, options.config));
        context.reporter.result(diagnosis, renderDiagnosis);
        return diagnosis.summary.failed === 0 ? ExitCode.ok : ExitCode.negative;
      }),
    );

async function subjectOf(context: Context, config: string | undefined): Promise<Subject> {
  const { cwd, env, clock, signal, files, ports } = context;
  const [{ configFile }, { readConfig }, { daysUntil }, { agentTypeNames }, databases] =
    await Promise.all([
      import('../config/effective/config-file.ts'),
      import('../doctor/config-reading.ts'),
      import('../core/calendar.ts'),
      import('../fleet/agents/agent-types.ts'),
      ports.databaseProbe(),
    ]);
  return {
    cwd,
    env,
    clock,
    signal,
    files,
    databases,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    nodeVersion: process.version,
    releasedOn,
    config: await readConfig(configFile(config, env).path, files, {
      catalogue: async () => ports.catalogue(),
      daysLeft: (day) => daysUntil(day, clock),
      agentTypes: agentTypeNames,
    }),
  };
}
