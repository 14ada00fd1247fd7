import type { Context } from '../../cli/context.ts';
import type { ConfigDocument } from '../../config/document/parse.ts';
import { encodeText } from '../../config/document/text.ts';
import { validateConfig } from '../../config/validate/validate.ts';
import { daysUntil } from '../../core/calendar.ts';
import { agentTypeNames } from '../../fleet/agents/agent-types.ts';

/** What `aqe validate-config` would say of the budget in a file. */
export async function budgetFindings(
  { clock, ports }: Context,
  { file, text, bom }: ConfigDocument,
): Promise<readonly string[]> {
  const { findings } = await validateConfig(encodeText({ text, bom }), file, {
    catalogue: async () => ports.catalogue(),
    daysLeft: (day) => daysUntil(day, clock),
    agentTypes: agentTypeNames,
  });
  return findings
    .filter(({ path }) => path.startsWith('routing.costTracking'))
    .map(({ message, code }) => `${message} [${code}]`);
}
