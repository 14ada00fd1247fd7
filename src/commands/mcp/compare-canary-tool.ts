import type { JsonSchemaType } from '@modelcontextprotocol/server';
import { decisiveMetrics } from '../../rollout/margins.ts';
import type { Metric } from '../../rollout/verdict.ts';
import { compareCanary } from '../canary/compare-canary.ts';
import { addTool, type ToolHost } from './tool.ts';

interface CompareInput {
  readonly files?: readonly string[];
  readonly windowHours?: number;
  readonly sharePercent?: number;
  readonly require?: readonly Metric[];
  readonly errorMarginPercent?: number;
  readonly latencyMarginPercent?: number;
  readonly savingPercent?: number;
  readonly seed?: number;
}

const HOUR = 3_600_000;
const percent = (description: string) => ({
  type: 'number' as const,
  minimum: 0,
  maximum: 100,
  description,
});

const properties: Record<string, JsonSchemaType> = {
  files: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    maxItems: 2,
    description:
      'One JSON file with both arms, or those of canary and of stable. The store is read unless said.',
  },
  windowHours: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 8760,
    description: 'How much time of the store is compared: 24 unless said.',
  },
  sharePercent: percent('What part of the tasks canary should have had.'),
  require: {
    type: 'array',
    items: { enum: [...decisiveMetrics] },
    minItems: 1,
    uniqueItems: true,
    description: 'The metrics that decide.',
  },
  errorMarginPercent: percent('How many points more may fail: 2 unless said.'),
  latencyMarginPercent: percent('How much slower p95 may be: 10 unless said.'),
  savingPercent: percent('How much cheaper a task has to be: 20 unless said.'),
  seed: { type: 'integer', minimum: 0, description: 'Of the bootstrap: 1 unless said.' },
};

/** Judges a canary as `aqe canary compare` does, from files and from the store: where it looks on the network is not for a model to say. */
export function addCompareCanary(host: ToolHost): void {
  addTool<CompareInput>(host, {
    name: 'compare_canary',
    title: 'Judge a canary against stable',
    description:
      'PASS only where the absence of harm is shown; FAIL, or what is still missing, else. Reads the records of the fleet, or JSON files with the tasks of both.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    schema: {
      type: 'object',
      additionalProperties: false,
      properties,
    },
    run: async ({ context, config, result }, { files = [], ...given }) => {
      await compareCanary(context, files, {
        config,
        format: 'json',
        interval: 0,
        seed: given.seed ?? 1,
        require: given.require,
        window: given.windowHours === undefined ? undefined : given.windowHours * HOUR,
        share: shareOf(given.sharePercent),
        errorMargin: shareOf(given.errorMarginPercent),
        latencyMargin: shareOf(given.latencyMarginPercent),
        saving: shareOf(given.savingPercent),
      });
      return result();
    },
  });
}

function shareOf(part: number | undefined): number | undefined {
  return part === undefined ? undefined : part / 100;
}
