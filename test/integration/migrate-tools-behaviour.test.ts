import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/config/values.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { transpileFolder } from '../helpers/transpile.ts';

const base = `export abstract class BaseMCPTool<P = any, R = any> {
  runs = 0;
  abstract execute(params: P): Promise<R>;
}
`;

const tools = `import { BaseMCPTool } from './BaseMCPTool';

export class SumTool extends BaseMCPTool<number[], number> {
  async execute(params: number[]): Promise<number> {
    this.runs += 1;
    if (params.length === 0) throw new RangeError('nothing to add');
    return params.reduce((sum, value) => sum + value, 0);
  }
}

export class DoubleSumTool extends SumTool {
  override async execute(params: number[]): Promise<number> {
    return 2 * (await super.execute(params));
  }
}

export class SyncTool extends BaseMCPTool {
  execute(data: string): string {
    this.runs += 1;
    if (data === '') throw new Error('it is empty');
    return data.toUpperCase();
  }
}

export class FieldTool extends BaseMCPTool {
  override execute = async (callbacks: string, report?: string): Promise<string[]> => {
    this.runs += 1;
    return [callbacks, report ?? 'none', this.constructor.name];
  };
}

export class DefaultTool extends BaseMCPTool {
  async execute({ max }: { max: number } = { max: 7 }, chunk = 'c', ...rest: string[]): Promise<unknown[]> {
    this.runs += 1;
    return [max, chunk, ...rest];
  }
}

export class PingTool extends BaseMCPTool {
  async execute(): Promise<string> {
    this.runs += 1;
    return 'pong';
  }
}
`;

const javascript = `class BaseHandler {
  createSuccessResponse(data) {
    return { success: true, data };
  }
}
module.exports.EchoHandler = class extends BaseHandler {
  runs = 0;
  async handle(args, context) {
    this.runs += 1;
    return this.createSuccessResponse([args, context]);
  }
};
`;

type Call = (...values: unknown[]) => unknown;

interface Tool {
  readonly stream: (...values: readonly unknown[]) => Promise<unknown>;
  readonly supports: () => unknown;
  readonly runs: () => unknown;
}

/** A tool of a module, as its caller has it. */
async function load(module: string, name: string): Promise<Tool> {
  const loaded: unknown = await import(pathToFileURL(module).href);
  const Class = isRecord(loaded) ? loaded[name] : undefined;
  const tool: unknown = typeof Class === 'function' ? Reflect.construct(Class, []) : undefined;
  if (!isRecord(tool)) throw new Error(`${module} has no ${name}`);
  const method = (key: string): Call => {
    const found = tool[key];
    if (typeof found !== 'function') throw new Error(`${name} has no ${key}`);
    return (...values) => {
      const result: unknown = Reflect.apply(found, tool, values);
      return result;
    };
  };
  return {
    stream: async (...values) => method('executeStreaming')(...values),
    supports: () => method('supportsStreaming')(),
    runs: () => tool['runs'],
  };
}

/** A migrated tool of the project above. */
async function migrated(name: string): Promise<Tool> {
  const { dir } = project({ 'src/BaseMCPTool.ts': base, 'src/tools.ts': tools });
  const { code, stderr } = await inProcess(['migrate-tools', 'src'], { cwd: dir });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  transpileFolder(join(dir, 'src'), join(dir, 'out'));
  return load(join(dir, 'out/tools.mjs'), name);
}

interface Heard {
  readonly event: string;
  readonly value: unknown;
}

/** Callbacks that write down what they hear, and throw where they are told to. */
function recorder(throwing: readonly string[] = []): {
  heard: Heard[];
  callbacks: Record<string, Call>;
} {
  const heard: Heard[] = [];
  const on = (event: string): [string, Call] => [
    event,
    (value) => {
      heard.push({ event, value });
      if (throwing.includes(event)) throw new Error(`${event} failed`);
    },
  ];
  const events = ['onStart', 'onChunk', 'onProgress', 'onError', 'onComplete'];
  return { heard, callbacks: Object.fromEntries(events.map(on)) };
}

function eventsOf(heard: readonly Heard[]): string[] {
  return heard.map(({ event }) => event);
}

describe('a migrated tool', () => {
  it('reports its result as one chunk, in order, once each', async () => {
    const tool = await migrated('SumTool');
    const { heard, callbacks } = recorder();
    expect(tool.supports()).toBe(true);
    expect(await tool.stream([1, 2, 3], callbacks)).toBe(6);
    expect(tool.runs()).toBe(1);
    const streamId: unknown = expect.stringMatching(/^SumTool-\d+$/);
    const metadata = {
      totalChunks: 1,
      totalTokens: 0,
      duration: expect.any(Number),
      model: 'none',
    };
    expect(heard).toEqual([
      { event: 'onStart', value: { streamId, modelName: 'none', capabilities: [] } },
      {
        event: 'onChunk',
        value: {
          id: expect.stringMatching(/^SumTool-\d+-0$/),
          sequence: 0,
          data: 6,
          partial: false,
          timestamp: expect.any(Date),
        },
      },
      { event: 'onComplete', value: { data: 6, metadata } },
    ]);
  });

  it('reports a failure once, and fails with the very same error', async () => {
    const tool = await migrated('SumTool');
    const { heard, callbacks } = recorder();
    const error: unknown = await tool.stream([], callbacks).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(eventsOf(heard)).toEqual(['onStart', 'onError']);
    expect(heard[1]?.value).toEqual({ message: 'nothing to add', cause: error });
    expect(tool.runs()).toBe(1);
  });

  it.each([[['onStart']], [['onChunk']], [['onComplete']], [['onStart', 'onChunk', 'onComplete']]])(
    'keeps its result when %j throw',
    async (throwing) => {
      const tool = await migrated('SumTool');
      const { heard, callbacks } = recorder(throwing);
      expect(await tool.stream([4], callbacks)).toBe(4);
      expect(eventsOf(heard)).toEqual(['onStart', 'onChunk', 'onComplete']);
    },
  );

  it('keeps its own error when onError throws', async () => {
    const tool = await migrated('SumTool');
    const { heard, callbacks } = recorder(['onError']);
    await expect(tool.stream([], callbacks)).rejects.toThrow('nothing to add');
    expect(eventsOf(heard)).toEqual(['onStart', 'onError']);
  });

  it('needs no callback', async () => {
    const tool = await migrated('SumTool');
    expect(await tool.stream([5], {})).toBe(5);
  });

  it("runs a child's own method through what its parent got", async () => {
    const tool = await migrated('DoubleSumTool');
    const { heard, callbacks } = recorder();
    expect(await tool.stream([1, 2], callbacks)).toBe(6);
    expect(heard[0]?.value).toMatchObject({
      streamId: expect.stringMatching(/^DoubleSumTool-/),
    });
    expect(eventsOf(heard)).toEqual(['onStart', 'onChunk', 'onComplete']);
  });

  it('reports what a method throws that is not async', async () => {
    const tool = await migrated('SyncTool');
    const { heard, callbacks } = recorder();
    expect(await tool.stream('a', callbacks)).toBe('A');
    await expect(tool.stream('', callbacks)).rejects.toThrow('it is empty');
    expect(eventsOf(heard)).toEqual(['onStart', 'onChunk', 'onComplete', 'onStart', 'onError']);
  });
});

describe('parameters', () => {
  it.each([
    ['FieldTool', ['first'], ['second'], ['first', 'second', 'FieldTool']],
    ['FieldTool', ['first'], [], ['first', 'none', 'FieldTool']],
    ['DefaultTool', [undefined], [], [7, 'c']],
    ['DefaultTool', [{ max: 1 }], ['x', 'y', 'z'], [1, 'x', 'y', 'z']],
    ['PingTool', [{ ignored: true }], [], 'pong'],
  ])('%s gets %j and, behind the callbacks, %j', async (name, first, further, result) => {
    const tool = await migrated(name);
    const { heard, callbacks } = recorder();
    expect(await tool.stream(...first, callbacks, ...further)).toEqual(result);
    expect(eventsOf(heard)).toEqual(['onStart', 'onChunk', 'onComplete']);
    expect(heard[1]?.value).toMatchObject({ data: result });
    expect(tool.runs()).toBe(1);
  });
});

it('streams in JavaScript, which is run as it is written', async () => {
  const { dir, path } = project({ 'lib/handlers.cjs': javascript });
  const { code } = await inProcess(['migrate-tools', '.'], { cwd: dir });
  expect(code).toBe(0);
  const tool = await load(path('lib/handlers.cjs'), 'EchoHandler');
  const { heard, callbacks } = recorder();
  const result = { success: true, data: ['a', 'b'] };
  expect(await tool.stream('a', callbacks, 'b')).toEqual(result);
  expect(eventsOf(heard)).toEqual(['onStart', 'onChunk', 'onComplete']);
});
