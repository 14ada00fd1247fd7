import type { Context } from '../../cli/context.ts';
import { analyze } from '../../core/routing/analyze.ts';
import type { OpenProvider } from '../../core/open-provider.ts';
import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import type { RoutedModel, RouterSettings } from '../../core/routing/routed-model.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import { asRouted } from '../../fleet/as-routed.ts';
import { judgeTask } from '../../fleet/judge-task.ts';
import { providerRequest } from '../../fleet/provider-request.ts';
import { type OpinionCache, opinionCache } from './opinion-cache.ts';
import type { Money } from './open-money.ts';
import type { RunSetup } from './run-setup.ts';

/** Whose opinion on what. */
interface OpinionOptions {
  readonly router: RouterSettings;
  readonly money: Money;
  /** False when the score decides nothing: then nobody is paid for another one. */
  readonly decides: boolean;
}

/** What the router judges by; opinions are kept from one run to the next. The simulator has none. */
export async function analysisOf(
  context: Context,
  setup: RunSetup,
  { router, money, decides }: OpinionOptions,
): Promise<ComplexityAnalysis> {
  const { task, settings, simulated } = setup;
  if (!decides || simulated) return analyze(asRouted(task), router.weights);
  let opened: OpenProvider | undefined;
  let cache: OpinionCache | undefined;
  try {
    return await judgeTask(task, {
      settings,
      router,
      variant: 'stable',
      signal: context.signal,
      opinions: async () => {
        cache = await opinionCache(context);
        return cache.entries;
      },
      portsFor: async (model: RoutedModel): Promise<CallPorts> => {
        opened = await context.ports.provider(providerRequest(setup, model));
        const scheduler = await context.ports.scheduler();
        // There are no retries whose delays would have to be spread.
        return { provider: opened.provider, meter: money.meter, scheduler, random: () => 0 };
      },
    });
  } finally {
    await opened?.close();
    await cache?.save();
  }
}
