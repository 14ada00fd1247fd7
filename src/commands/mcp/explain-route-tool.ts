import { explainRoute } from '../route/explain-route.ts';
import { addTool, type ToolHost } from './tool.ts';

interface RouteInput {
  readonly task: string;
  readonly agentType?: string;
  readonly data?: string;
  readonly model?: string;
}

/** Explains a decision as `aqe route` does. */
export function addExplainRoute(host: ToolHost): void {
  addTool<RouteInput>(host, {
    name: 'explain_route',
    title: 'Explain a routing decision',
    description:
      'Which model a task would get, why, what it may cost, and why not the others. Spends nothing.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    schema: {
      type: 'object',
      additionalProperties: false,
      required: ['task'],
      properties: {
        task: { type: 'string', minLength: 1, description: 'What is to be done.' },
        agentType: { type: 'string', description: 'Who would do it.' },
        data: {
          type: 'string',
          minLength: 1,
          not: { const: '-' },
          description: 'A file below the current folder that comes with the task.',
        },
        model: { type: 'string', description: 'Pin this model.' },
      },
    },
    run: async ({ context, config, result }, { task, ...options }) => {
      // A lone hyphen would mean standard input.
      await explainRoute(context, task === '-' ? ' -' : task, { ...options, config });
      return result();
    },
  });
}
