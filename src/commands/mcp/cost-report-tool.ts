import { type CostDimension, costDimensions } from '../../report/costs/costs-report.ts';
import { printCosts } from '../costs/print-costs.ts';
import { addTool, type ToolHost } from './tool.ts';

interface CostsInput {
  readonly period?: string;
  readonly by?: readonly CostDimension[];
  readonly baseline?: string;
  readonly timeZone?: string;
}

/** Reports spending as `aqe costs` does. */
export function addCostReport(host: ToolHost): void {
  addTool<CostsInput>(host, {
    name: 'cost_report',
    title: 'Report what was spent',
    description:
      'Spend, tokens, tasks and savings of a period, by model, agent, day, task type or variant. Amounts are exact.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        period: {
          type: 'string',
          description:
            '7d (unless said), 4w, 24h, today, week, month, 2026-11, or 2026-11-01..2026-11-15.',
        },
        by: {
          type: 'array',
          items: { enum: [...costDimensions] },
          minItems: 1,
          uniqueItems: true,
          description: 'model unless said.',
        },
        baseline: { type: 'string', description: 'Compare with the prices of this model.' },
        timeZone: { type: 'string', description: 'IANA zone of the days.' },
      },
    },
    run: async (
      { context, config, result },
      { period = '7d', by = ['model'], baseline, timeZone },
    ) => {
      await printCosts(context, { config, period, by, baseline, tz: timeZone, format: 'json' });
      return result();
    },
  });
}
