import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  changedFiles,
  type Corpus,
  type CorpusSize,
  resetCorpus,
  writeCorpus,
} from '../helpers/agent-corpus.ts';
import { median, report } from '../helpers/bench.ts';
import { childCost, type Cost } from '../helpers/child-cost.ts';
import { project } from '../helpers/project.ts';
import { bin } from '../helpers/run-cli.ts';

const MINUTES = 60_000;
const baseline = (name: string): string => join(import.meta.dirname, 'baselines', name);

/** One of the programs that are compared. */
interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** Files that it must have changed, and created, in each round. */
  readonly changes: 'agents' | 'nothing';
  readonly creates: readonly string[];
}

const migrate = [bin, 'migrate-agents', '.', '--json'];
const generated = ['src/agents/aqe-model-selection.ts'];

const contenders = {
  ours: {
    name: 'aqe migrate-agents',
    args: [...migrate, '--force'],
    changes: 'agents',
    creates: generated,
  },
  dryRun: {
    name: 'aqe migrate-agents --dry-run',
    args: [...migrate, '--dry-run'],
    changes: 'nothing',
    creates: [],
  },
  walk: {
    name: 'walk, read, test for the word',
    args: [baseline('walk.mjs')],
    changes: 'nothing',
    creates: [],
  },
  tsMorph: {
    name: 'ts-morph on the same candidates',
    args: [baseline('ts-morph.mjs')],
    changes: 'agents',
    creates: generated,
  },
} as const;

interface Entrant extends Contender {
  readonly rounds: number;
}

function inTurns(list: readonly Contender[], rounds: readonly number[]): readonly Entrant[] {
  return list.map((contender, index) => Object.assign({ rounds: rounds[index] ?? 1 }, contender));
}

/** Runs it once, on a repository as committed, and looks at what it did there. */
function runOnce(contender: Contender, corpus: Corpus): Cost {
  resetCorpus(corpus);
  const cost = childCost(contender.args, corpus.dir);
  expect(changedFiles(corpus), contender.name).toEqual({
    changed: contender.changes === 'agents' ? corpus.agents : [],
    created: contender.creates,
  });
  return cost;
}

/** Medians of all, measured in turns, so that a slow moment of the machine hits all alike. */
function compare(list: readonly Entrant[], corpus: Corpus): (name: string) => Cost {
  const costs = new Map(list.map(({ name }): [string, Cost[]] => [name, []]));
  const rounds = Math.max(...list.map((contender) => contender.rounds));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of list) {
      if (round < contender.rounds) costs.get(contender.name)?.push(runOnce(contender, corpus));
    }
  }
  return (name) => ({
    seconds: median((costs.get(name) ?? []).map(({ seconds }) => seconds)),
    megabytes: Math.max(...(costs.get(name) ?? []).map(({ megabytes }) => megabytes)),
  });
}

function corpusOf(size: CorpusSize): Corpus {
  const corpus = writeCorpus(project().dir, size);
  const { files, bytes, candidates, agents } = corpus;
  process.stdout.write(
    `\nMigrating ${agents.length} agents: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${candidates} candidates\n`,
  );
  expect([files, agents.length]).toEqual([size.files, size.agents]);
  expect(Math.abs(bytes / 1e6 / size.megabytes - 1), 'megabytes').toBeLessThan(0.05);
  return corpus;
}

function table(list: readonly Entrant[], cost: (name: string) => Cost): void {
  for (const { name, rounds } of list) {
    const { seconds, megabytes } = cost(name);
    process.stdout.write(
      `${name.padEnd(44)} ${seconds.toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(8)} MB   median of ${rounds}\n`,
    );
  }
}

/** The two ends of a ratio, and what it has to be. */
interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly bar: number;
  readonly best: 'low' | 'high';
}

/** Prints the ratios, and gives those that miss their bar. */
function judge(ratios: readonly Ratio[]): readonly object[] {
  const judged = ratios.map(({ name, value, bar, best }) => ({
    name,
    ok: best === 'low' ? value <= bar : value >= bar,
    value: `${value.toFixed(2)} x`,
    bar: `${best === 'low' ? '<=' : '>='} ${bar} x`,
  }));
  for (const { name, value, bar, ok } of judged) report(name, value, bar, ok);
  return judged.filter(({ ok }) => !ok);
}

const { ours, dryRun, walk, tsMorph } = contenders;

it(
  'finds 15 agents in a large repository',
  () => {
    const corpus = corpusOf({ files: 5000, megabytes: 44, agents: 15, agentBytes: [6000, 16_000] });
    const list = inTurns([ours, dryRun, walk, tsMorph], [5, 5, 5, 5]);
    const cost = compare(list, corpus);
    table(list, cost);
    const seconds = cost(ours.name).seconds;
    const reading = seconds / cost(walk.name).seconds;
    const other = cost(tsMorph.name).seconds / seconds;
    const missed = judge([
      { name: 'ours to merely reading', value: reading, bar: 3, best: 'low' },
      { name: 'ts-morph to ours', value: other, bar: 3, best: 'high' },
    ]);
    expect(missed).toEqual([]);
  },
  5 * MINUTES,
);

it(
  'migrates 1,400 large agents',
  () => {
    const size = {
      files: 6600,
      megabytes: 97,
      agents: 1400,
      agentBytes: [30_000, 45_000],
    } as const;
    const corpus = corpusOf(size);
    const list = inTurns([ours, dryRun, walk, tsMorph], [3, 1, 3, 1]);
    const cost = compare(list, corpus);
    table(list, cost);
    const { seconds, megabytes } = cost(ours.name);
    const other = cost(tsMorph.name).seconds / seconds;
    const missed = judge([{ name: 'ts-morph to ours', value: other, bar: 8, best: 'high' }]);
    report('memory of ours', `${megabytes.toFixed(0)} MB`, '< 600 MB', megabytes < 600);
    expect(missed).toEqual([]);
    expect(megabytes).toBeLessThan(600);
  },
  15 * MINUTES,
);
