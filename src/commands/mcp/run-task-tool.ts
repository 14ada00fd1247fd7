import type { JsonSchemaType } from '@modelcontextprotocol/server';
import type { VerdictEvent } from '../../core/streaming/events.ts';
import { failureError } from '../../core/streaming/failure-error.ts';
import { agentTypes } from '../../fleet/agents/agent-types.ts';
import type { RunEvent } from '../../fleet/run-event.ts';
import { type PreparedRun, prepareRun } from '../run/prepare-run.ts';
import { answeringPlan, runEvents } from '../run/run-events.ts';
import { type RunResult, runResult } from '../run/run-result.ts';
import { verdictLine } from '../run/verdict-line.ts';
import { addTool, type ToolCall, type ToolHost } from './tool.ts';

interface RunTaskInput {
  readonly task: string;
  readonly agentType?: string;
  readonly inputs?: readonly string[];
  readonly stream?: boolean;
  readonly model?: string;
  readonly maxCostUsd?: number;
  readonly maxTokens?: number;
  readonly timeoutSeconds?: number;
}

const text = { type: 'string' } as const;

const schema: JsonSchemaType = {
  type: 'object',
  additionalProperties: false,
  required: ['task'],
  properties: {
    task: { ...text, minLength: 1, description: 'What is to be done.' },
    agentType: {
      enum: agentTypes.map(({ name }) => name),
      description: 'Who does it; general unless said.',
    },
    inputs: {
      type: 'array',
      items: { ...text, minLength: 1, not: { const: '-' } },
      description: 'Files, folders and patterns below the current folder.',
    },
    stream: { type: 'boolean', description: 'Unless said, the configuration decides.' },
    model: {
      ...text,
      description: 'A name or id, or haiku, sonnet, opus; unless said, the router decides.',
    },
    maxCostUsd: {
      type: 'number',
      exclusiveMinimum: 0,
      description: 'Refuse what may cost more than so many US dollars.',
    },
    maxTokens: { type: 'integer', minimum: 1, description: 'Output tokens at the most.' },
    timeoutSeconds: { type: 'number', exclusiveMinimum: 0, maximum: 86_400 },
  },
};

/** Runs a task as `aqe run` does. */
export function addRunTask(host: ToolHost): void {
  addTool<RunTaskInput>(host, {
    name: 'run_task',
    title: 'Run a task',
    description:
      'Runs a quality task (tests, reviews, coverage, security, documentation …) through the fleet: router, budget and streaming. It spends money. Progress notifications carry the answer while it is written.',
    annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
    schema,
    run: start,
  });
}

async function start(call: ToolCall, input: RunTaskInput): Promise<RunResult> {
  const { context, config } = call;
  const { task, agentType, inputs, stream, model, maxTokens } = input;
  const run = await prepareRun(
    context,
    { description: task },
    {
      config,
      type: agentType,
      input: inputs,
      stream,
      model,
      maxTokens,
      maxCost: scaled(input.maxCostUsd, 1e9),
      timeout: scaled(input.timeoutSeconds, 1000),
    },
  );
  try {
    return await context.atomically(async () => carryOut(run, call));
  } finally {
    await run.close();
  }
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : Math.ceil(value * factor);
}

async function carryOut(run: PreparedRun, call: ToolCall): Promise<RunResult> {
  const { ports, recorded } = run;
  const teller = new Teller(call);
  const verdicts: VerdictEvent[] = [];
  for await (const event of runEvents(run)) {
    await teller.tell(event);
    if (event.type === 'verdict') verdicts.push(event);
    if (event.type === 'failed') throw failureError(event);
    if (event.type !== 'result') continue;
    const { simulated } = ports.provider;
    return runResult(answeringPlan(run, event), event, {
      simulated,
      recorded,
      saved: [],
      verdicts,
    });
  }
  throw new Error('a run ended without a result');
}

/** Makes progress notifications of a run's events: pieces of text that came together are told together. */
class Teller {
  readonly #call: ToolCall;
  #progress = 0;
  #text = '';

  constructor(call: ToolCall) {
    this.#call = call;
  }

  async tell(event: RunEvent): Promise<void> {
    switch (event.type) {
      case 'routed': {
        await this.#send(`${event.modelName}: ${event.reason}`);
        return;
      }
      case 'verdict': {
        await this.#send(verdictLine(event));
        return;
      }
      case 'text': {
        this.#text += event.text;
        return;
      }
      case 'progress': {
        const piece = this.#text;
        this.#text = '';
        if (piece !== '') await this.#send(piece);
        return;
      }
      case 'restart':
      case 'fallback': {
        this.#text = '';
        await this.#send(`attempt ${event.attempt} begins anew: ${event.reason}`);
        return;
      }
      case 'start':
      case 'usage':
      case 'done':
      case 'failed':
      case 'result': {
        if (this.#text !== '') await this.#send(this.#text);
        this.#text = '';
      }
    }
  }

  /** The protocol wants a number that grows: characters told so far. */
  async #send(message: string): Promise<void> {
    this.#progress += Math.max(1, message.length);
    await this.#call.progress(this.#progress, message);
  }
}
