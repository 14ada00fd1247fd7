import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory, Context } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import type { RefreshReport } from '../migrate/models/refresh-models.ts';

const examples = `
Ids that do not answer, or will not in 90 days, become the current one of their family; prices that are
written become the published ones. Everything else keeps its bytes. Works offline, with the data of aqe models list.

Examples:
  $ aqe models refresh --dry-run              show what would change in config/fleet.yaml
  $ aqe models refresh config/fleet.yaml      change it; the former file is kept beside it
  $ aqe models refresh --check                exit 1 when something would change (for CI)
  $ aqe models refresh --keep-prices          ids only: the prices are those of a contract`;

/** `aqe models refresh` */
export const modelsRefreshCommand: CommandFactory = (host) =>
  new Command('refresh')
    .description('bring the model ids and prices of a configuration up to date')
    .argument('[config]', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .option('--dry-run', 'print a unified diff (secrets masked) and write nothing')
    .addOption(
      new Option('--check', 'exit 1 when something would change; write nothing').conflicts(
        'dryRun',
      ),
    )
    .option('--keep-prices', 'leave prices as they are')
    .addHelpText('after', examples)
    .action(async (config, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const report = await refresh(context, config, options);
        await print(context, report);
        return options.check === true && report.changed ? ExitCode.negative : ExitCode.ok;
      }),
    );

interface Options {
  readonly dryRun?: true | undefined;
  readonly check?: true | undefined;
  readonly keepPrices?: true | undefined;
}

async function refresh(
  { files, clock, env, ports }: Context,
  config: string | undefined,
  { dryRun, check, keepPrices }: Options,
): Promise<RefreshReport> {
  const [{ refreshModels }, { configFile }, { daysUntil }, catalogue] = await Promise.all([
    import('../migrate/models/refresh-models.ts'),
    import('../config/effective/config-file.ts'),
    import('../core/calendar.ts'),
    ports.catalogue(),
  ]);
  return refreshModels(files, configFile(config, env).path, {
    catalogue,
    daysLeft: (day) => daysUntil(day, clock),
    mode: dryRun === true ? 'preview' : check === true ? 'check' : 'write',
    prices: keepPrices !== true,
  });
}

/** The diff is the result where there is one; the report goes beside it. */
async function print({ reporter }: Context, report: RefreshReport): Promise<void> {
  const { describeRefresh } = await import('../migrate/models/describe-refresh.ts');
  if (report.diff === undefined || reporter.json) {
    reporter.result(report, describeRefresh);
    return;
  }
  reporter.raw(report.diff);
  reporter.note(describeRefresh(report, reporter.err));
}
