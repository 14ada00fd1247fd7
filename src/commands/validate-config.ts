import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

const examples = `
Exit codes: 0 nothing wrong · 1 findings of severity error (--strict: warnings too) · 2 a file was not checked.
Secrets are never printed. Every finding is explained in docs/config.md.

Examples:
  $ aqe validate-config                              $CONFIG_FILE, else config/fleet.yaml
  $ aqe validate-config config/*.yaml --strict       for CI: warnings count
  $ aqe validate-config --fix --dry-run fleet.yaml   show what would be repaired
  $ aqe validate-config --format github fleet.yaml   annotations in a GitHub workflow
  $ cat fleet.yaml | aqe validate-config -`;

/** `aqe validate-config`: everything that is wrong with configuration files, with its place. */
export const validateConfigCommand: CommandFactory = (host) =>
  new Command('validate-config')
    .description('find everything that is wrong with fleet configurations')
    .argument('[files...]', 'the files, or - for standard input (default: config/fleet.yaml)')
    .option('--fix', 'repair what is safe, and list it')
    .option('--dry-run', 'with --fix: print a unified diff and write nothing')
    .option('--strict', 'exit 1 for warnings too')
    .addOption(
      new Option('--format <name>', 'how findings are printed')
        .choices(['pretty', 'json', 'github', 'sarif'] as const)
        .default('pretty' as const),
    )
    .option('--replicas <n>', 'check for this many processes sharing the file', positiveInteger)
    .addHelpText('after', examples)
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { validateFiles } = await import('./validate-config/validate-files.ts');
        return validateFiles(context, files, {
          ...options,
          format: context.reporter.json ? 'json' : options.format,
        });
      }),
    );

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
}
