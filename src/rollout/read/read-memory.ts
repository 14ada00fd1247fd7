import type { Arms, MemoryEvidence, ProcessMemory } from '../evidence.ts';
import { field, invalid, isRecord, measured, textOf } from './field.ts';
import { timeOf } from './read-task.ts';

/**
 * Reads what the arms say of their memory: a list of processes with samples.
 * @throws AqeError DATA_INVALID
 */
export function readMemory(given: Arms<unknown>): MemoryEvidence {
  const { canary, stable } = given;
  if (canary === undefined && stable === undefined) {
    return { kind: 'inapplicable', reason: 'the data tells of tasks, not of processes' };
  }
  const processes = {
    canary: processesOf(canary, 'canary'),
    stable: processesOf(stable, 'stable'),
  };
  const samples = [...processes.canary, ...processes.stable].flatMap((each) => each.samples);
  if (!samples.every(({ bytes }) => Number.isFinite(bytes) && bytes >= 0)) {
    return { kind: 'unusable', reason: 'some samples of memory are not known' };
  }
  return { kind: 'processes', processes };
}

function processesOf(value: unknown, arm: string): readonly ProcessMemory[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((each, index) => {
    const where = `${arm}.memory[${index}]`;
    if (!isRecord(each)) throw invalid(`${where} is not a process with samples`);
    const samples = field(each, 'samples', 'values');
    if (!Array.isArray(samples)) throw invalid(`${where}.samples is not a list`);
    return {
      name: textOf(field(each, 'name', 'pod', 'process')) ?? where,
      startedAt: timeOf(field(each, 'startedAt', 'started_at'), where),
      samples: samples.map((sample: unknown, at) => sampleOf(sample, `${where}.samples[${at}]`)),
    };
  });
}

function sampleOf(value: unknown, where: string): ProcessMemory['samples'][number] {
  const [at, bytes] = pairOf(value);
  const time = timeOf(at, where);
  if (time === undefined) throw invalid(`${where} is not a pair of a time and bytes`);
  return { at: time, bytes: measured(bytes, where) ?? Number.NaN };
}

function pairOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [];
  return [field(value, 'at', 'time', 'timestamp'), field(value, 'bytes', 'rss', 'value')];
}
