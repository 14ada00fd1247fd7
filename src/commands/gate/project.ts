import { formatLocation } from '../../cli/describe-error.ts';
import { configFile } from '../../config/effective/config-file.ts';
import { validateFile } from '../../config/validate/validate-file.ts';
import { daysUntil } from '../../core/calendar.ts';
import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import { agentTypeNames } from '../../fleet/agents/agent-types.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { ConfigState, Page } from '../../rollout/gate/subject.ts';
import { configuredGates } from './configured.ts';
import { find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** What `aqe validate-config` says of the configuration. */
export async function readConfigState({
  context: { files, env, clock, ports },
  options,
}: GateDesk): Promise<Found<ConfigState>> {
  const { path } = configFile(options.config, env);
  return find(`aqe validate-config ${path}`, async () => {
    const source = { file: path, path, read: async (limit: number) => files.read(path, limit) };
    const result = await validateFile(source, files, {
      catalogue: async () => ports.catalogue(),
      daysLeft: (day) => daysUntil(day, clock),
      agentTypes: agentTypeNames,
      repair: 'none',
    });
    if (result.kind === 'unchecked') throw result.error;
    const { findings } = result;
    const errors = findings.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    return {
      errors: errors.length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      first:
        first === undefined ? undefined : `${formatLocation(first.location)}  ${first.message}`,
    };
  });
}

const MAX_PAGE = 16 * 1_048_576;
const defaultPages = ['README.md', 'CHANGELOG.md'];

/** Whether the pages are there, and have something in them. */
export async function readPages(desk: GateDesk): Promise<Found<readonly Page[]>> {
  const { context, options } = desk;
  const pages = options.docs ?? (await configuredGates(desk)).docs ?? defaultPages;
  return find('files', async () =>
    Promise.all(pages.map(async (path) => ({ path, there: await hasText(context.files, path) }))),
  );
}

async function hasText(files: Files, path: string): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await files.read(path, MAX_PAGE));
    return text.trim() !== '';
  } catch (error) {
    if (error instanceof AqeError && error.code !== 'INTERRUPTED') return false;
    throw error;
  }
}
