import type { Finding } from '../validate/finding.ts';
import { findingAt } from '../validate/finding-at.ts';
import type { Path } from '../document/span.ts';
import { valueAt } from '../values.ts';
import { listedModels } from './listed-models.ts';
import type { RuleInput } from './rule.ts';

interface ModelRange {
  readonly name: string;
  readonly path: Path;
  readonly min: number;
  readonly max: number;
}

/** Decimal fractions such as 0.1 + 0.2 are not exact. */
const TOLERANCE = 1e-9;

/** The ranges of the enabled models must cover 0 to 1; where they overlap, the user should know the tie rule. */
export function complexityRanges(input: RuleInput): Finding[] {
  const ranges = rangesOf(input.value);
  const reversed = ranges.filter(({ min, max }) => min > max);
  const usable = ranges.filter(({ min, max }) => min <= max).toSorted((a, b) => a.min - b.min);
  return [
    ...reversed.map((range) =>
      findingAt(input.document, {
        code: 'complexity-range',
        path: range.path,
        message: `the complexity range of "${range.name}" begins at ${range.min} and ends at ${range.max}`,
        hint: 'Swap min and max.',
      }),
    ),
    ...gaps(input, usable),
    ...overlaps(input, usable),
  ];
}

/** Missing ends reach to the end of the scale. */
function rangesOf(value: unknown): ModelRange[] {
  return listedModels(value).flatMap((model) => {
    const min = valueAt(model.value, ['complexityRange', 'min']) ?? 0;
    const max = valueAt(model.value, ['complexityRange', 'max']) ?? 1;
    if (!model.enabled || typeof min !== 'number' || typeof max !== 'number') return [];
    return [{ name: model.name ?? '?', path: [...model.path, 'complexityRange'], min, max }];
  });
}

function gaps({ document, value }: RuleInput, ranges: readonly ModelRange[]): Finding[] {
  if (listedModels(value).length === 0) return [];
  const found: Finding[] = [];
  let covered = 0;
  const check = (min: number, path: Path): void => {
    if (min <= covered + TOLERANCE) return;
    found.push(
      findingAt(document, {
        code: 'complexity-gap',
        path,
        message: `no enabled model takes a complexity between ${covered} and ${min}`,
        hint: 'Widen the range of a neighbour.',
      }),
    );
  };
  let last: Path = ['routing', 'models'];
  for (const { min, max, path } of ranges) {
    check(min, path);
    if (max > covered) last = path;
    covered = Math.max(covered, max);
  }
  check(1, last);
  return found;
}

function overlaps({ document }: RuleInput, ranges: readonly ModelRange[]): Finding[] {
  return ranges.flatMap((range, index) => {
    const before = ranges[index - 1];
    if (before === undefined || before.max <= range.min + TOLERANCE) return [];
    const end = Math.min(before.max, range.max);
    return [
      findingAt(document, {
        code: 'complexity-overlap',
        path: range.path,
        message: `"${before.name}" and "${range.name}" both take a complexity between ${range.min} and ${end}: the cheaper one is used there`,
      }),
    ];
  });
}
