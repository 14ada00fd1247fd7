import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  AqeError,
  BaseMCPTool,
  BudgetExceededError,
  BufferManager,
  BufferOverflowError,
  ComplexityAnalyzer,
  CostTracker,
  FeatureFlagManager,
  type FleetConfig,
  FleetManager,
  ModelRouter,
  type ModelSelection,
  ModelSelectionError,
  RoutingError,
  type StreamCallbacks,
  type StreamEvent,
  StreamingError,
  StreamingMCPTool,
  StreamManager,
} from '../../src/index.ts';
import type { ModelSelection as CoreSelection } from '../../src/core/routing/model-selection.ts';
import { modelSelectionSource } from '../../src/migrate/agents/model-selection-file.ts';
import { streamCallbacksSource } from '../../src/migrate/tools/stream-callbacks-file.ts';
import { everythingOn, testFleet } from '../helpers/test-fleet.ts';
import { project } from '../helpers/project.ts';

/** The documents' tests call these. */
const createConfig = (config: FleetConfig): FleetConfig => config;
const task = { id: 't', type: 'unit-test', payload: { code: 'x' }, priority: 1, status: 'pending' };

describe('Backward Compatibility', () => {
  it('should work with features disabled', async () => {
    const config = createConfig({ features: { multiModelRouter: false, streaming: false } });
    const fleet = new FleetManager(config, quiet());
    await fleet.initialize();

    // Should work exactly as v1.0.4
    const agent = await fleet.spawnAgent('test-generator');
    const result = await agent.executeTask(task);

    expect(result).toBeDefined();
    expect(result.kind).toBe('files');
    expect(fleet.getModelRouter()).toBeUndefined();
    // The agents that 1.0.4 starts when none are named, and the one above.
    expect(fleet.getStatus().totalAgents).toBe(6);
    await fleet.stop();
  });
});

describe('Feature Flags', () => {
  it('should enable routing when flag is true', async () => {
    const config = createConfig({ features: { multiModelRouter: true } });
    const fleet = new FleetManager(config, quiet());
    await fleet.initialize();

    expect(fleet.getModelRouter()).toBeDefined();
    await fleet.stop();
  });
});

function quiet(): ConstructorParameters<typeof FleetManager>[1] {
  return { machine: { env: {}, cwd: project().dir }, logger: new Silent() };
}

class Silent {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

describe(FeatureFlagManager, () => {
  const manager = new FeatureFlagManager({
    flags: { multiModelRouter: true },
    overrides: {
      agentType: { slow: { multiModelRouter: false, streaming: true } },
      environment: { production: { multiModelRouter: true } },
    },
  });
  it.each([
    ['multiModelRouter', {}, true],
    ['streaming', {}, false],
    ['multiModelRouter', { agentType: 'slow' }, false],
    ['streaming', { agentType: 'slow' }, true],
    ['multiModelRouter', { agentType: 'slow', environment: 'production' }, true],
    ['toString', {}, false],
  ])('%s for %o is %s', (feature, subject, on) => {
    expect(manager.isEnabled(feature, subject)).toBe(on);
  });
});

describe(ModelRouter, () => {
  const models = [model('small', 0, 0.5), model('large', 0.5, 1)];

  it('selects, registers and counts', async () => {
    const router = new ModelRouter({ models, defaultModel: 'small' });
    const easy = { id: '1', type: 'rename', description: 'Rename the variable x to count.' };
    const selection = await router.selectModel(easy);
    expect(selection).toMatchObject({ modelName: 'small', fallbackModels: ['large'] });
    expect(selection.complexity).toEqual(new ComplexityAnalyzer().analyze(easy));
    router.registerModel({ ...model('small', 0, 0.5), model: 'newer-small' });
    expect((await router.selectModel(easy)).modelConfig.model).toBe('newer-small');
    expect(router.getModelStats()).toMatchObject({ small: { selected: 2 } });
    expect(router.getCostTracker()).toBeInstanceOf(CostTracker);
    expectTypeOf(selection).toEqualTypeOf<ModelSelection>();
  });

  it('says that there is no such model', async () => {
    const wanted = { id: '1', agentType: 'x', type: 'x', description: 'y', inputs: [] };
    const refused = new ModelRouter({ models }).decide(wanted, {
      conditions: { pinned: 'nobody' },
    });
    const error: unknown = await refused.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelSelectionError);
    expect(error).toBeInstanceOf(RoutingError);
    expect(error).toBeInstanceOf(AqeError);
  });
});

function model(name: string, min: number, max: number): ModelSelection['modelConfig'] {
  return {
    name,
    provider: 'anthropic',
    model: `${name}-1`,
    capabilities: {
      maxTokens: 200_000,
      supportsStreaming: true,
      costPer1kTokens: { input: 0.001, output: 0.005 },
    },
    complexityRange: { min, max },
    enabled: true,
  };
}

describe(CostTracker, () => {
  it('books what was spent elsewhere, reports it, and says what is left', async () => {
    const machine = { env: {}, cwd: project().dir };
    const { fleet } = await testFleet(
      {
        ...everythingOn(0.01),
        routing: { ...everythingOn(0.01).routing, models: [model('m', 0, 1)] },
      },
      { machine: { ...machine, env: { ANTHROPIC_API_KEY: 'x' } } },
    );
    const router = fleet.getModelRouter();
    if (router === undefined) throw new Error('there is no router');
    const costs = router.getCostTracker();
    const selection = await router.selectModel(task);
    const entry = await costs.track(selection, { input: 1000, output: 1000 }, { taskId: 't9' });
    expect(entry).toMatchObject({ cost: 0.006, nanoDollars: 6_000_000, modelName: 'm' });
    expect((await costs.getCosts('1d')).total.cost.nanoUsd).toBe(6_000_000);
    expect(await costs.exportReport('csv')).toContain('m-1,6000000,');
    expect(JSON.parse(await costs.exportReport('json'))).toMatchObject({ total: { calls: 1 } });
    expect(await costs.checkBudget()).toMatchObject({ allowed: true, remaining: 4_000_000 });
    expect(await costs.checkBudget('m')).toMatchObject({ allowed: false });
    await expect(costs.checkBudget('nobody')).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('errors', () => {
  it('a refused budget is the documents’ error, with amounts in dollars', async () => {
    const { fleet } = await testFleet(everythingOn(0.0001));
    const error: unknown = await fleet
      .submitTask({ ...task, type: 'asking' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(error).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      budgetType: 'day',
      current: 0,
      limit: 0.0001,
    });
  });
});

const totals = {
  attempts: [],
  usage: { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  cost: 3,
  durationMs: 4,
  firstTextMs: 1,
};

async function* events(...list: readonly StreamEvent[]): AsyncGenerator<StreamEvent> {
  yield* list;
}

describe(StreamManager, () => {
  const start: StreamEvent = {
    type: 'start',
    streamId: 's',
    modelName: 'm',
    model: 'm-1',
    provider: 'p',
    simulated: true,
  };

  it('tells the callbacks and gives the whole answer', async () => {
    const chunks: unknown[] = [];
    const result = await new StreamManager().stream(
      events(
        start,
        { type: 'text', text: 'ab' },
        { type: 'done', text: 'ab', stopReason: 'end_turn', ...totals },
      ),
      { onChunk: ({ data }) => void chunks.push(data) },
    );
    expect(chunks).toEqual(['ab']);
    expect(result).toMatchObject({ data: 'ab', metadata: { model: 'm', totalTokens: 2 } });
  });

  it('fails with the error that the callbacks are told', async () => {
    const cause = new AqeError('PROVIDER_FAILED', 'it broke');
    const failed: StreamEvent = {
      type: 'failed',
      reason: 'truncated',
      message: 'it broke',
      partialText: '',
      cause,
      ...totals,
    };
    const told: unknown[] = [];
    const stream = new StreamManager().stream(events(start, failed), {
      onError: (error) => void told.push(error.code),
    });
    await expect(stream).rejects.toBeInstanceOf(StreamingError);
    expect(told).toEqual(['PROVIDER_FAILED']);
    await expect(new StreamManager().stream(events(start))).rejects.toThrow(/without done/);
  });
});

describe(BufferManager, () => {
  it('holds so much, says when to wait, and gives all of it', async () => {
    const buffer = new BufferManager<{ n: number }>({ bufferSize: 4, backpressureThreshold: 0.5 });
    expect([buffer.push({ n: 1 }), buffer.push({ n: 2 }), buffer.push({ n: 3 })]).toEqual([
      true,
      false,
      false,
    ]);
    buffer.push({ n: 4 });
    expect(() => buffer.push({ n: 5 })).toThrow(BufferOverflowError);
    expect(buffer.size).toBe(4);
    const read: number[] = [];
    const reading = (async () => {
      for await (const { n } of buffer) read.push(n);
    })();
    await buffer.room();
    buffer.push({ n: 5 });
    buffer.end();
    await reading;
    expect(read).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('MCP tools', () => {
  class SumTool extends BaseMCPTool<readonly number[], number> {
    async execute(params: readonly number[]): Promise<number> {
      if (params.length === 0) throw new RangeError('nothing to add');
      return params.reduce((sum, value) => sum + value, 0);
    }
  }
  class WordsTool extends StreamingMCPTool<string, string, string> {
    chunks(params: string): Iterable<string> {
      return params.split(' ');
    }
    combine(chunks: readonly string[]): string {
      return chunks.join('-');
    }
  }
  it('a plain tool gives its result in one piece', async () => {
    const { heard, callbacks } = recorder();
    expect(new SumTool().supportsStreaming()).toBe(false);
    expect(await new SumTool().executeStreaming([1, 2], callbacks)).toBe(3);
    expect(heard).toEqual(['start', 'complete 3']);
    await expect(new SumTool().executeStreaming([], callbacks)).rejects.toThrow(RangeError);
    expect(heard.at(-1)).toBe('error RangeError: nothing to add');
  });

  it('a streaming tool gives piece by piece what it gives at once', async () => {
    const { heard, callbacks } = recorder();
    const tool = new WordsTool();
    expect(tool.supportsStreaming()).toBe(true);
    expect(await tool.executeStreaming('a b', callbacks)).toBe(await tool.execute('a b'));
    expect(heard).toEqual(['start', 'chunk a', 'chunk b', 'complete a-b']);
  });
});

function recorder(): { readonly heard: string[]; readonly callbacks: StreamCallbacks } {
  const heard: string[] = [];
  const callbacks = {
    onStart: () => void heard.push('start'),
    onChunk: ({ data }: { data: unknown }) => void heard.push(`chunk ${String(data)}`),
    onError: ({ message }: { message: string }) => void heard.push(`error ${message}`),
    onComplete: ({ data }: { data: unknown }) => void heard.push(`complete ${String(data)}`),
  };
  return { heard, callbacks };
}

it('exports the types that migrated code imports', () => {
  expect(modelSelectionSource).toContain('export interface ModelSelection');
  expect(streamCallbacksSource).toContain('export interface StreamCallbacks');
  expectTypeOf<ModelSelection>().toEqualTypeOf<CoreSelection>();
});
