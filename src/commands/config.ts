import { Command } from '@commander-js/extra-typings';
import type { CommandFactory, Context, Host } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { ConfigDocument } from '../config/document/parse.ts';

/** `aqe config` */
export const configCommand: CommandFactory = (host) =>
  new Command('config')
    .description('look at the configuration')
    .addHelpText('after', '\nExample:\n  aqe config show --origin\n')
    .addCommand(show(host));

function show(host: Host): ReturnType<CommandFactory> {
  return new Command('show')
    .description('print what the fleet runs with: file, environment and defaults together')
    .argument('[file]', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('--origin', 'say where each value comes from')
    .addHelpText(
      'after',
      `
Examples:
  aqe config show --origin
  aqe config show deploy/fleet.yaml --origin | grep api.port
  aqe config show --json | jq '.values[] | select(.origin == "environment")'

Secrets are never printed. A malformed environment variable is an error that names it (exit code 2).
`,
    )
    .action(async (file, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const [{ reportConfig }, { renderReport }, document] = await Promise.all([
          import('../config/effective/config-report.ts'),
          import('../config/effective/render-report.ts'),
          readOrNote(context, file),
        ]);
        const { env, dotEnv } = context;
        const report = reportConfig({ document, env, dotEnv });
        context.reporter.result(report, (value, style) =>
          renderReport(value, style, { origin: options.origin === true }),
        );
        return ExitCode.ok;
      }),
    );
}

/** The default file need not be there; one that was named must be. */
async function readOrNote(
  context: Context,
  file: string | undefined,
): Promise<ConfigDocument | undefined> {
  const { readDocument } = await import('../config/settings/read-document.ts');
  const { path, document } = await readDocument(file, context);
  if (document === undefined) {
    context.reporter.note(`${path} does not exist: these are the defaults and the environment.`);
  }
  return document;
}
