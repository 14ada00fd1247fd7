import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import type { Planner } from '../../migrate/code/codemod.ts';
import { nodeModuleKind } from '../../migrate/code/project/node-module-kind.ts';
import { planTools } from '../../migrate/tools/plan-tools.ts';
import type { NamedToolBase } from '../../migrate/tools/tool-bases.ts';
import { namedBase } from './named-base.ts';

/** The planner that the command line asks for. @param texts `module#Class:method` each @throws AqeError USAGE */
export async function toolsPlanner(
  context: Context,
  texts: readonly string[] = [],
): Promise<Planner> {
  const bases = await Promise.all(texts.map(async (text) => namedToolBase(text, context)));
  return async (found, ports) => {
    const project = { reader: ports.reader, root: found.root };
    return planTools(found, bases, {
      ...ports,
      moduleKind: (file) => nodeModuleKind(file, project),
    });
  };
}

/** Without a method it is `execute`. */
async function namedToolBase(text: string, context: Context): Promise<NamedToolBase> {
  const [, base = text, method = 'execute'] = /^(.+#[^#:]+):([^#:]*)$/s.exec(text) ?? [];
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(method)) {
    throw new AqeError(
      'USAGE',
      `--base ${text}: "${method}" is not a name that a method can have`,
      {
        hint: 'For example: --base ./src/base-tool.ts#BaseTool:run',
      },
    );
  }
  return { ...(await namedBase(base, context)), method };
}
