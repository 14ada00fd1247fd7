import type { Random } from '../../core/random.ts';
import { integerBetween, pickOne } from './pick.ts';

/** `#` stands for a word of the task. */
const sentences = [
  'Start with # and write down what it promises before looking at how it works.',
  'The normal case is quickly covered; # deserves a second look at its borders.',
  'An empty #, a very large one and one of the wrong kind should each fail with their own message.',
  'What happens to # when the call before it is repeated, or comes twice at once?',
  'Keep # apart from #, so that a change to one does not touch the other.',
  'I would check # with a table of inputs and expected results, one row for each rule.',
  'There is no sign that # is cleaned up after an error, which is worth a test of its own.',
  'Time and randomness should be handed in, so that # gives the same result every day.',
  'Once # holds, measure it: a number that is written down can be compared next week.',
  'Leave # as it is until a failing test shows that it has to change.',
] as const;

const ordinaryWords = ['the input', 'the result', 'the interface', 'the error path'];

/** Some paragraphs that go on about a task. They say nothing that a reader should rely on. */
export function writeProse(prompt: string, model: string, random: Random): string {
  const words = wordsOf(prompt);
  const paragraphs = Array.from({ length: integerBetween(2, 4, random) }, () =>
    Array.from({ length: integerBetween(2, 5, random) }, () => sentence(words, random)).join(' '),
  );
  const opening = `This is a simulated answer from ${model}.`;
  const task = prompt.trim().split('\n', 1)[0] ?? '';
  const echo = task === '' ? '' : ` The task begins: "${task.slice(0, 80)}".`;
  return [`${opening}${echo}`, ...paragraphs].join('\n\n');
}

/** A thought or two before the answer. */
export function writeThought(prompt: string, random: Random): string {
  const words = wordsOf(prompt);
  return Array.from({ length: integerBetween(2, 4, random) }, () => sentence(words, random)).join(
    ' ',
  );
}

function sentence(words: readonly string[], random: Random): string {
  const template = pickOne(sentences, random) ?? sentences[0];
  return template.replaceAll('#', () => pickOne(words, random) ?? 'it');
}

/** Words from the beginning of the task that are long enough to mean something. */
function wordsOf(prompt: string): readonly string[] {
  const found = prompt.slice(0, 4000).match(/[\p{L}_]{5,24}/gu) ?? [];
  const words = [...new Set(found)].slice(0, 40);
  return words.length === 0 ? ordinaryWords : words;
}
