import type { Report } from '../results/task-result.ts';
import { coverageIn, type CoverageFacts, coverageKinds } from './coverage-facts.ts';
import { formVerifier } from './form-verifier.ts';
import type { Verifier } from './verifier.ts';

/** What names of metrics have in common. */
const stems = {
  lines: 'line',
  statements: 'statement',
  functions: 'function',
  branches: 'branch',
} as const;
/** What is wished for is no claim. */
const wish = /target|threshold|goal|require|at least|should|raise|above|below|minimum|>=|≥/i;
const aboutCoverage = /cover/i;

/** Accepts reports whose percentages of coverage are those of the coverage file that the task came with. Cannot tell where there is no such file, or no such number is told. */
export const coverageVerifier: Verifier = {
  name: 'coverage',
  verify: async (answer) => {
    const { result, task } = answer;
    if (result.kind !== 'report') return formVerifier.verify(answer);
    const claims = claimsIn(result.report);
    const facts = coverageIn(task.inputs);
    if (facts === undefined) {
      return claims.length === 0
        ? { kind: 'unknown', reasons: ['no coverage file was given'] }
        : { kind: 'reject', reasons: claims.map(({ text }) => `nothing given says ${text}`) };
    }
    if (claims.length === 0) {
      return { kind: 'unknown', reasons: ['the report tells no number of the coverage file'] };
    }
    const wrong = claims.filter((claim) => !agrees(claim, facts));
    return wrong.length > 0
      ? { kind: 'reject', reasons: wrong.map((claim) => problemOf(claim, facts)) }
      : { kind: 'accept', reasons: [`${claims.length} numbers are those of the coverage file`] };
  },
};

/** A percentage that somebody told. */
interface Claim {
  /** For people. */
  readonly text: string;
  readonly percent: number;
  /** Digits behind the point. */
  readonly digits: number;
  /** What it is of; undefined: anything. */
  readonly kind: (typeof coverageKinds)[number] | undefined;
}

function claimsIn({ summary, findings, metrics = {} }: Report): readonly Claim[] {
  const texts = [summary, ...findings.flatMap(({ title, detail }) => [title, detail])];
  const told = texts
    .flatMap((text) => text.split(/(?<=[.;!?])\s|\n/))
    .filter((sentence) => aboutCoverage.test(sentence) && !wish.test(sentence))
    .flatMap((sentence) => Array.from(sentence.matchAll(/(\d+(?:\.\d+)?)\s*%/g)))
    .map(([text, number = '']) => claimOf(text, number));
  const measured = Object.entries(metrics).flatMap(([name, value]) => {
    const kind = coverageKinds.find((known) => name.toLowerCase().includes(stems[known]));
    const counts = /count|total|uncovered|missed|number/i.test(name);
    return kind === undefined || counts || value > 100
      ? []
      : [{ ...claimOf(`${name} ${value}`, String(value)), kind }];
  });
  return [...told, ...measured];
}

function claimOf(text: string, number: string): Claim {
  const digits = number.split('.')[1]?.length ?? 0;
  return { text, percent: Number(number), digits, kind: undefined };
}

/** Half of the last digit that is told; a whole one, for those that cut off. */
function agrees({ percent, digits, kind }: Claim, { total, all }: CoverageFacts): boolean {
  const own = kind === undefined ? undefined : total[kind];
  const known = own === undefined ? all.flatMap((value) => [value, 100 - value]) : [own];
  return known.some((value) => Math.abs(value - percent) < 10 ** -digits);
}

function problemOf({ text, kind }: Claim, { total }: CoverageFacts): string {
  const known = Object.entries(total)
    .filter(([name]) => kind === undefined || name === kind)
    .map(([name, value]) => `${name} ${value.toFixed(2)} %`);
  return `the report says ${text}; the coverage file says ${known.join(', ')}`;
}
