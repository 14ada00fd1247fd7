// Fits the weights of the router's complexity score (src/core/routing/model/weights.ts) and says how well they generalise.
// Needs a build. Arguments: further labelled sets (JSON Lines with description, tier, data) beside test/fixtures/routing/tasks.jsonl.
//   --write   writes the weights; without it only the report is printed
//   --loo     also leaves out each single task of the further sets in turn (slow)
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { features } from '../dist/core/routing/features/features.js';
import { readTask } from '../dist/core/routing/features/read-task.js';
import { stemOf, vocabularyOf } from '../dist/core/routing/lexicon/vocabulary.js';
import { askedLexicon } from '../dist/core/routing/features/concept-features.js';
import { scoreOf, tierOdds } from '../dist/core/routing/model/tier-score.js';
import { tierOf } from '../dist/core/routing/complexity-analysis.js';
import { textHash } from '../dist/core/routing/text-hash.js';
import { seededRandom } from '../dist/core/random.js';

const TIERS = ['simple', 'medium', 'complex'];
const MODEL_TIERS = ['haiku', 'sonnet', 'opus'];
/** Ridge penalties, and how many tasks a word must occur in to get a weight. Chosen by cross-validation from a handful; nothing is sharp here. */
const FEATURE_RIDGE = 4;
const WORD_RIDGE = 8;
const MIN_TASKS = 8;
/** A word is worth as much as most features, not more. */
const WORD_VALUE = 0.7;
const ROUNDS = 150;
const FOLDS = 10;

const own = new URL('../test/fixtures/routing/tasks.jsonl', import.meta.url);
const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, loo: { type: 'boolean' } },
});
const tasks = [own, ...files].flatMap((file) => readTasks(file));
const vocabulary = [...new Set(tasks.flatMap(({ description }) => stemsOf(description)))];
const words = vocabularyOf(askedLexicon().words, vocabulary);
for (const task of tasks) Object.assign(task, valuesOf(task));

report();
if (options.write === true) write(fit(tasks));

function readTasks(file) {
  const set = file instanceof URL ? 'own tasks' : basename(file, '.jsonl');
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((json) => JSON.parse(json))
    .map(({ description, data, tier, batch }) => ({
      set: batch === undefined ? set : `${set}, batch ${batch}`,
      description,
      payload: data,
      tier: TIERS.indexOf(tier),
    }));
}

function stemsOf(description) {
  const stems = description.match(/[\p{Script=Latin}\d]+/gu) ?? [];
  return stems.map((word) => stemOf(word)).filter((stem) => stem.length >= 3);
}

function valuesOf(task) {
  const reading = readTask(task, words);
  return {
    values: features.flatMap((feature, index) => {
      const value = feature.value(reading);
      return value === 0 ? [] : [[index, value]];
    }),
    words: reading.asked.knownWords,
  };
}

/** Three classes with exponents -h, o, h; h and o are linear; ridge; full-batch Adam, so that the result depends on nothing but the data. */
function fit(training) {
  const columns = wordColumns(training);
  const size = features.length + columns.size;
  const rows = training.map((task) => [...task.values, ...wordValues(task, columns)]);
  const parameters = new Float64Array(2 * size + 2);
  const mean = new Float64Array(parameters.length);
  const square = new Float64Array(parameters.length);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slope = slopeAt(parameters, { rows, training, size });
    const rate = 0.1 / (1 + round / 80);
    for (let index = 0; index < parameters.length; index += 1) {
      mean[index] = 0.9 * mean[index] + 0.1 * slope[index];
      square[index] = 0.99 * square[index] + 0.01 * slope[index] ** 2;
      const step = mean[index] / (1 - 0.9 ** round);
      parameters[index] -= (rate * step) / (Math.sqrt(square[index] / (1 - 0.99 ** round)) + 1e-8);
    }
  }
  return { parameters, size, columns };
}

function wordColumns(training) {
  const counts = new Uint32Array(vocabulary.length);
  for (const task of training) for (const word of task.words) counts[word] += 1;
  const columns = new Map();
  for (const [word, count] of counts.entries()) {
    if (count >= MIN_TASKS) columns.set(word, features.length + columns.size);
  }
  return columns;
}

function wordValues(task, columns) {
  return task.words.flatMap((word) => {
    const column = columns.get(word);
    return column === undefined ? [] : [[column, WORD_VALUE]];
  });
}

function slopeAt(parameters, { rows, training, size }) {
  const slope = new Float64Array(parameters.length);
  for (const [index, row] of rows.entries()) {
    const { haiku, sonnet, opus } = tierOdds(directionOf(parameters, size, row));
    const { tier } = training[index];
    const harder = opus - haiku - (tier - 1);
    const ordinary = sonnet - (tier === 1 ? 1 : 0);
    slope[2 * size] += harder;
    slope[2 * size + 1] += ordinary;
    for (const [column, value] of row) {
      slope[column] += harder * value;
      slope[size + column] += ordinary * value;
    }
  }
  for (let column = 0; column < 2 * size; column += 1) {
    const isWord = column % size >= features.length;
    slope[column] += (isWord ? WORD_RIDGE : FEATURE_RIDGE) * parameters[column];
  }
  return slope;
}

function directionOf(parameters, size, row) {
  let harder = parameters[2 * size];
  let ordinary = parameters[2 * size + 1];
  for (const [column, value] of row) {
    harder += parameters[column] * value;
    ordinary += parameters[size + column] * value;
  }
  return { harder, ordinary };
}

function predict({ parameters, size, columns }, task) {
  const row = [...task.values, ...wordValues(task, columns)];
  const score = scoreOf(tierOdds(directionOf(parameters, size, row)));
  return MODEL_TIERS.indexOf(tierOf(score));
}

function report() {
  const sets = grouped(tasks);
  print(`${tasks.length} tasks, ${features.length} features, ${wordColumns(tasks).size} words`);
  print(`\n${FOLDS}-fold cross-validation over everything`);
  const folded = leaveOut(folds(tasks));
  for (const [set, members] of sets) print(line(set, members, folded));
  print('\nEach set by weights that were fitted without any of it');
  const alone = leaveOut([...sets.values()]);
  for (const [set, members] of sets) print(line(set, members, alone));
  if (options.loo !== true) return;
  print('\nEach task by weights that were fitted to all the others');
  for (const [set, members] of sets) {
    if (!isOwn(set)) print(line(set, members, leaveOut(members.map((task) => [task]))));
  }
}

/** @param {string} set */
function isOwn(set) {
  return set.startsWith('own');
}

function grouped(list) {
  const groups = new Map();
  for (const task of list) groups.set(task.set, [...(groups.get(task.set) ?? []), task]);
  return groups;
}

function folds(list) {
  const random = seededRandom('folds');
  const shuffled = list.map((task) => ({ task, key: random() })).toSorted((a, b) => a.key - b.key);
  return Array.from({ length: FOLDS }, (_, fold) =>
    shuffled.filter((_entry, index) => index % FOLDS === fold).map(({ task }) => task),
  );
}

/** What each task would be called by weights that were fitted without its group. */
function leaveOut(groups) {
  const predictions = new Map();
  for (const group of groups) {
    const held = new Set(group);
    const model = fit(tasks.filter((task) => !held.has(task)));
    for (const task of group) predictions.set(task, predict(model, task));
  }
  return predictions;
}

function line(set, members, predictions) {
  const errors = members.map((task) => Math.abs(predictions.get(task) - task.tier));
  const share = (limit) => errors.filter((error) => error <= limit).length / errors.length;
  return `${set.padEnd(24)} ${String(members.length).padStart(4)} tasks   exact ${percent(share(0))}   within one tier ${percent(share(1))}`;
}

function percent(value) {
  return `${(100 * value).toFixed(1).padStart(5)} %`;
}

function rounded(value) {
  return Number(value.toFixed(3));
}

function write({ parameters, size, columns }) {
  const pair = (column, by = 1) => [
    rounded(by * parameters[column]),
    rounded(by * parameters[size + column]),
  ];
  const named = features.map(
    ({ name }, index) => `  ${JSON.stringify(name)}: [${pair(index).join(', ')}],`,
  );
  const entries = [...columns]
    .map(([word, column]) => [vocabulary[word], ...pair(column, WORD_VALUE)].join(' '))
    .toSorted();
  writeFileSync(
    new URL('../src/core/routing/model/weights.ts', import.meta.url),
    `// Fitted by scripts/fit-routing.mjs to ${tasks.length} tasks; not edited by hand.
import type { Direction } from './tier-score.ts';

/** Where a task without any feature would stand. */
export const bias: Direction = { harder: ${rounded(parameters[2 * size])}, ordinary: ${rounded(parameters[2 * size + 1])} };

/** By the name of the feature: towards harder, towards ordinary. */
export const featureWeights: Readonly<Record<string, readonly [number, number]>> = {
${named.join('\n')}
};

/** Words by their first five letters, towards harder, towards ordinary. */
export const wordWeights = \`
${inLines(entries, ' | ')}
\`;
`,
  );
  const hashes = tasks.map(({ description }) => textHash(description).slice(0, 8));
  writeFileSync(
    new URL('../src/core/routing/evaluation/fitted-tasks.ts', import.meta.url),
    `// Written by scripts/fit-routing.mjs; not edited by hand.

/** The tasks that the weights were fitted to: the first 8 digits of the hashes of their descriptions. */
export const fittedTasks = \`
${inLines([...new Set(hashes)].toSorted(), ' ')}
\`;
`,
  );
  print('\nwrote the weights; run npm run format:fix, then read the difference');
}

/** As many entries on a line as fit. */
function inLines(entries, separator) {
  const lines = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last === undefined || last.length + entry.length > 140) lines.push(entry);
    else lines[lines.length - 1] = `${last}${separator}${entry}`;
  }
  return lines.join(`${separator.trimEnd()}\n`);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
