import { resolve } from 'node:path';
import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import type { NamedBase } from '../../migrate/code/bases.ts';

/**
 * Reads `module#Class`. A module that is a file here stands for that file.
 * @throws AqeError USAGE
 */
export async function namedBase(
  text: string,
  { cwd, files, ports, signal }: Context,
): Promise<NamedBase> {
  const [, module = '', className = ''] = /^(.+)#([^#]+)$/s.exec(text) ?? [];
  if (module === '' || className === '') {
    throw new AqeError('USAGE', `--base ${text} is not of the form module#Class`, {
      hint: 'For example: --base @acme/agents#AcmeAgent, or: --base ./src/base-agent.ts#BaseAgent',
    });
  }
  if ((await files.info(module)) === undefined) {
    if (!/^[./]/.test(module)) return { module, className };
    throw new AqeError('USAGE', `--base ${text}: there is no file ${module}`, {
      hint: 'Name the file with its ending, or what stands between the quotes of an import.',
    });
  }
  const { disk } = await ports.code(cwd, signal);
  const path = resolve(cwd, module);
  return { module: (await disk.resolve(path)) ?? path, className };
}
