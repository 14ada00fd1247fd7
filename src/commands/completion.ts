import { fileURLToPath } from 'node:url';
import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Candidate } from '../cli/candidates.ts';
import type { CommandFactory, Context, Host } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** `aqe completion <shell>` */
export const completionCommand: CommandFactory = (host) =>
  new Command('completion')
    .description('print the script that completes aqe in a shell')
    .usage('[options] <shell>')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(shells))
    .addHelpText(
      'after',
      `
Examples, to have it in every new shell:
  echo 'source <(aqe completion bash)' >> ~/.bashrc
  echo 'source <(aqe completion zsh)' >> ~/.zshrc
  aqe completion fish > ~/.config/fish/completions/aqe.fish
`,
    )
    .action(async (shell, _options, self) =>
      host.run(self.optsWithGlobals(), async (context) => {
        context.reporter.raw(await readScript(context, shell));
        return ExitCode.ok;
      }),
    )
    .addCommand(candidatesCommand(host), { hidden: true })
    .helpCommand(false);

async function readScript({ files }: Context, shell: Shell): Promise<string> {
  const url = new URL(`../../config/completion/aqe.${shell}`, import.meta.url);
  return new TextDecoder().decode(await files.read(fileURLToPath(url)));
}

/** What the scripts call: one candidate a line, its description after a tab; `:files` for file names. */
function candidatesCommand(host: Host): CommandUnknownOpts {
  return new Command('candidates')
    .description('print what could complete the last word')
    .argument('[words...]', 'the words after `aqe`, up to the cursor')
    .action(async (words, _options, self) =>
      host.run(self.optsWithGlobals(), async ({ reporter }) => {
        const { candidatesFor } = await import('../cli/candidates.ts');
        const { words: candidates, files } = candidatesFor(rootOf(self), words);
        const lines = candidates.map(toLine);
        reporter.raw(lines.join('') + (files ? ':files\n' : ''));
        return ExitCode.ok;
      }),
    );
}

function toLine({ word, description }: Candidate): string {
  return description === '' ? `${word}\n` : `${word}\t${description}\n`;
}

function rootOf(command: CommandUnknownOpts): CommandUnknownOpts {
  return command.parent === null ? command : rootOf(command.parent);
}
