import type { Context } from '../../cli/context.ts';
import { AqeError } from '../../errors.ts';
import { planAgents } from '../../migrate/agents/plan-agents.ts';
import type { Planner } from '../../migrate/code/codemod.ts';
import { nodeModuleKind } from '../../migrate/code/project/node-module-kind.ts';
import { isCheckedScript } from '../../migrate/code/project/checked-script.ts';
import { unusedParameterName } from '../../migrate/code/project/unused-parameter.ts';
import { namedBase } from './named-base.ts';

/** The options that only agents have. */
interface AgentsRequest {
  readonly wrapper: boolean;
  readonly base?: readonly string[] | undefined;
  readonly selectionName?: string | undefined;
  readonly tests?: true | undefined;
}

/** The planner that the command line asks for. @throws AqeError USAGE */
export async function agentsPlanner(context: Context, request: AgentsRequest): Promise<Planner> {
  const { selectionName, wrapper, tests } = request;
  requireIdentifier(selectionName);
  const bases = await Promise.all(
    (request.base ?? []).map(async (text) => namedBase(text, context)),
  );
  const options = { wrapper, selectionName, tests: tests === true, bases };
  return async (found, ports) => {
    const project = { reader: ports.reader, root: found.root };
    return planAgents(found, options, {
      ...ports,
      moduleKind: (file) => nodeModuleKind(file, project),
      unusedName: (file) => unusedParameterName(file, project),
      isChecked: (file, text) => isCheckedScript(file, text, project),
    });
  };
}

function requireIdentifier(name: string | undefined): void {
  if (name === undefined) return;
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !reserved.has(name)) return;
  throw new AqeError('USAGE', `--selection-name ${name} is not a name that a parameter can have`, {
    hint: 'For example: --selection-name _selection',
  });
}

/** Words that no parameter of a method in a class can have. */
const reserved: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static super switch this ' +
    'throw true try typeof var void while with yield'
  ).split(' '),
);
