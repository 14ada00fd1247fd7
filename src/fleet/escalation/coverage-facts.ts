import { isRecord, valueAt } from '../../config/values.ts';
import type { InputFile } from '../inputs/input-file.ts';

/** What is counted. */
export const coverageKinds = ['lines', 'statements', 'functions', 'branches'] as const;
type CoverageKind = (typeof coverageKinds)[number];

/** Percentages of the whole, and of anything: the whole, and each file. */
export interface CoverageFacts {
  readonly total: Readonly<Partial<Record<CoverageKind, number>>>;
  readonly all: readonly number[];
}

interface Ratio {
  readonly covered: number;
  readonly total: number;
}

type Ratios = Readonly<Partial<Record<CoverageKind, Ratio>>>;

/** Reads the coverage that a task comes with: lcov, or Istanbul's summary or final JSON; undefined when it comes with none. */
export function coverageIn(inputs: readonly InputFile[]): CoverageFacts | undefined {
  for (const { path, content } of inputs) {
    const files = path.endsWith('.info') ? lcov(content) : istanbul(content);
    if (files.length > 0) return factsOf(files);
  }
  return undefined;
}

function factsOf(files: readonly Ratios[]): CoverageFacts {
  const sums: Partial<Record<CoverageKind, Ratio>> = {};
  for (const file of files) {
    for (const kind of coverageKinds) {
      const { covered = 0, total = 0 } = sums[kind] ?? {};
      const own = file[kind];
      if (own !== undefined) {
        sums[kind] = { covered: covered + own.covered, total: total + own.total };
      }
    }
  }
  const total = Object.fromEntries(
    Object.entries(sums).map(([kind, ratio]) => [kind, percentOf(ratio)]),
  );
  const each = files.flatMap((file) => Object.values(file).map(percentOf));
  return { total, all: [...Object.values(total), ...each] };
}

function percentOf({ covered, total }: Ratio): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

const lcovKeys: readonly (readonly [kind: CoverageKind, found: string, hit: string])[] = [
  ['lines', 'LF', 'LH'],
  ['functions', 'FNF', 'FNH'],
  ['branches', 'BRF', 'BRH'],
];

function lcov(text: string): readonly Ratios[] {
  return text.split('end_of_record').flatMap((record) => {
    const numberOf = (key: string): number | undefined => {
      const found = new RegExp(`^${key}:(\\d+)`, 'm').exec(record)?.[1];
      return found === undefined ? undefined : Number(found);
    };
    const ratios = lcovKeys.flatMap(([kind, found, hit]) => {
      const [total, covered] = [numberOf(found), numberOf(hit)];
      return total === undefined || covered === undefined ? [] : [[kind, { covered, total }]];
    });
    return ratios.length === 0 ? [] : [Object.fromEntries(ratios)];
  });
}

function istanbul(text: string): readonly Ratios[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, file]) => {
    // The whole is added up from its files.
    if (name === 'total' || !isRecord(file)) return [];
    const ratios = isRecord(file['s']) ? fromFinal(file) : fromSummary(file);
    return Object.keys(ratios).length === 0 ? [] : [ratios];
  });
}

function fromSummary(file: Readonly<Record<string, unknown>>): Ratios {
  return Object.fromEntries(
    coverageKinds.flatMap((kind) => {
      const [total, covered] = [valueAt(file, [kind, 'total']), valueAt(file, [kind, 'covered'])];
      return typeof total === 'number' && typeof covered === 'number'
        ? [[kind, { covered, total }]]
        : [];
    }),
  );
}

function fromFinal({ s, f, b }: Readonly<Record<string, unknown>>): Ratios {
  return { statements: ratioOf(s), functions: ratioOf(f), branches: ratioOf(b) };
}

function ratioOf(counts: unknown): Ratio {
  const hits = isRecord(counts) ? Object.values(counts).flat() : [];
  return { covered: hits.filter((hit) => Number(hit) > 0).length, total: hits.length };
}
