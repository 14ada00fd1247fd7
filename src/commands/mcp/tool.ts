import {
  type CallToolResult,
  fromJsonSchema,
  type JsonSchemaType,
  type McpServer,
  type ServerContext,
  type ToolAnnotations,
} from '@modelcontextprotocol/server';
import type { Context } from '../../cli/context.ts';
import { describeError, errorReport } from '../../cli/describe-error.ts';
import { toolContext } from './tool-context.ts';

/** What all tools of a server have in common. */
export interface ToolHost {
  readonly server: McpServer;
  readonly context: Context;
  /** The configuration that the server was started with. */
  readonly config: string | undefined;
  /** Told of each result. */
  readonly onReport: (tool: string, report: unknown) => void;
  /** Work that the server waits for before it ends. */
  readonly running: Set<Promise<unknown>>;
}

/** One call of a tool. */
export interface ToolCall {
  /** Ends with the call. */
  readonly context: Context;
  readonly config: string | undefined;
  /** What the command inside has given as its result. */
  readonly result: () => unknown;
  /** Tells the client how far it is; does nothing when it did not ask. @param progress has to grow */
  readonly progress: (progress: number, message: string) => Promise<void>;
}

/** A tool. */
export interface ToolSpec<Input> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The server refuses arguments that do not fit. */
  readonly schema: JsonSchemaType;
  readonly annotations: ToolAnnotations;
  /** Standard input of the command inside. */
  readonly stdin?: (input: Input) => string | undefined;
  /** Answers what `--json` prints. */
  readonly run: (call: ToolCall, input: Input) => Promise<unknown>;
}

/** Adds a tool to a server. What it throws becomes an answer that says so: the model can mend its call then. */
export function addTool<Input>(host: ToolHost, spec: ToolSpec<Input>): void {
  const { name, title, description, schema, annotations } = spec;
  const inputSchema = fromJsonSchema<Input>(schema);
  host.server.registerTool(
    name,
    { title, description, annotations, inputSchema },
    async (input, request) => {
      const work = answer(host, spec, { input, request });
      host.running.add(work);
      return work.finally(() => host.running.delete(work));
    },
  );
}

async function answer<Input>(
  host: ToolHost,
  spec: ToolSpec<Input>,
  { input, request }: { readonly input: Input; readonly request: ServerContext },
): Promise<CallToolResult> {
  const { context, config, onReport } = host;
  const signal = AbortSignal.any([context.signal, request.mcpReq.signal]);
  const inner = toolContext(context, { signal, stdin: spec.stdin?.(input) });
  const progress = progressOf(request);
  try {
    const call = { context: inner.context, config, result: inner.result, progress };
    const report = await spec.run(call, input);
    onReport(spec.name, report);
    return content(report, inner.warnings);
  } catch (error) {
    return { ...content(errorReport(error), [describeError(error)]), isError: true };
  }
}

function content(report: unknown, notes: readonly string[]): CallToolResult {
  const texts = [JSON.stringify(report, null, 2), ...notes];
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    structuredContent: { ...(typeof report === 'object' ? report : { value: report }) },
  };
}

function progressOf({ mcpReq }: ServerContext): ToolCall['progress'] {
  // oxlint-disable-next-line no-underscore-dangle -- the protocol's name
  const progressToken = mcpReq._meta?.progressToken;
  return async (progress, message) => {
    if (progressToken === undefined) return;
    const params = { progressToken, progress, message };
    await mcpReq.notify({ method: 'notifications/progress', params });
  };
}
