import { valueAt } from '../values.ts';
import type { SettingReader } from './setting-reader.ts';

/** `rollout.margins`: what a canary may do worse than stable, and what it has to do better. Parts of 1. */
export interface MarginSettings {
  readonly errorRate: number;
  readonly latency: number;
  readonly saving: number;
  /** Names of metrics; undefined where none are named. */
  readonly required: readonly string[] | undefined;
}

/** Reads it. */
export function marginSettings(read: SettingReader, document: unknown): MarginSettings {
  const required: unknown = valueAt(document, ['rollout', 'margins', 'require']);
  return {
    errorRate: read.number('rollout.margins.errorRate'),
    latency: read.number('rollout.margins.latency'),
    saving: read.number('rollout.margins.saving'),
    required: Array.isArray(required) ? required.map(String) : undefined,
  };
}
