import type { Context } from '../../cli/context.ts';
import { escalationFor } from '../../config/settings/escalation-config.ts';
import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import { storeTarget } from '../../config/settings/store-target.ts';
import { chooseStart } from '../../core/escalation/choose-start.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { Decision } from '../../core/routing/decision.ts';
import { agentTypes } from '../../fleet/agents/agent-types.ts';
import { type EscalationPolicy, openPolicy } from '../../fleet/escalation/open-policy.ts';
import { situationOf } from '../../fleet/escalation/situation-of.ts';
import { verifierNameFor } from '../../fleet/escalation/verifier-for.ts';
import type { EscalationReport } from '../../report/routing/decision-report.ts';

/** Which model such a task would start with, as far as a choice is left; undefined where one model is asked once. */
export async function explainEscalation(
  context: Context,
  settings: FleetSettings,
  { decision, agentType }: { readonly decision: Decision; readonly agentType: string },
): Promise<EscalationReport | undefined> {
  const config = escalationFor(settings.routing.escalation, agentType);
  const type = agentTypes.find(({ name }) => name === agentType);
  if (!config.enabled || type === undefined) return undefined;
  const verifier = verifierNameFor(type, config.verifier);
  const ladder = situationOf(decision, { agentType, id: '' });
  if (verifier === undefined || ladder === undefined) return undefined;
  const policy = await policyOf(context, settings, config);
  // Nobody explores: whether a task does is drawn by its id, which it has not yet.
  const situation = { ...ladder.situation, draw: 1 };
  const { start, reason, text, options } = chooseStart(situation, policy.history, policy.settings);
  const { maxAttempts, explore } = policy.settings;
  return {
    verifier,
    start: itemAt(options, start).model,
    reason,
    text,
    maxAttempts,
    explore,
    tiers: options,
  };
}

async function policyOf(
  { files, ports, cwd }: Context,
  settings: FleetSettings,
  config: Parameters<typeof openPolicy>[1],
): Promise<EscalationPolicy> {
  if (!settings.costs.enabled) return openPolicy({ files, outcomes: undefined }, config);
  const store = await ports.store(storeTarget(settings.database), { cwd, absent: 'empty' });
  try {
    return await openPolicy({ files, outcomes: store.outcomes }, config);
  } finally {
    await store.close();
  }
}
