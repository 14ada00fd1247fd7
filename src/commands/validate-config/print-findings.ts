import type { ChalkInstance } from 'chalk';
import type { Context } from '../../cli/context.ts';
import { describeError } from '../../cli/describe-error.ts';
import { STDIN_NAME } from '../../cli/read-input.ts';
import { reportOf, type Results } from './report.ts';

/** How findings are printed. */
export type Format = 'pretty' | 'json' | 'github' | 'sarif';

/** Prints findings to stdout; where the repaired text or a diff is the result, to stderr. */
export async function printFindings(
  { reporter }: Context,
  results: Results,
  { format, strict }: { readonly format: Format; readonly strict?: true | undefined },
): Promise<void> {
  const texts = format === 'json' ? [] : resultTexts(results, format);
  for (const text of texts) reporter.raw(text);
  const style = texts.length === 0 ? reporter.out : reporter.err;
  const findings = await render(results, { format, strict: strict === true, style });
  if (texts.length === 0) reporter.raw(findings);
  else reporter.warn(findings);
  if (format === 'json') return;
  for (const result of results) {
    if (result.kind === 'unchecked') reporter.warn(describeError(result.error, reporter.verbose));
  }
}

/** The repaired standard input, or the differences for people. */
function resultTexts(results: Results, format: Format): string[] {
  return results.flatMap((result) => {
    if (result.kind === 'unchecked') return [];
    if (result.file === STDIN_NAME && result.repaired !== undefined) {
      return [new TextDecoder('utf-8', { ignoreBOM: true }).decode(result.repaired)];
    }
    return format === 'pretty' && result.diff !== undefined ? [result.diff] : [];
  });
}

async function render(
  results: Results,
  options: { readonly format: Format; readonly strict: boolean; readonly style: ChalkInstance },
): Promise<string> {
  switch (options.format) {
    case 'pretty': {
      const { renderPretty } = await import('./pretty.ts');
      return renderPretty(results, options.style);
    }
    case 'json': {
      return `${JSON.stringify(reportOf(results), null, 2)}\n`;
    }
    case 'github': {
      const { renderGithub } = await import('./github.ts');
      return renderGithub(results);
    }
    case 'sarif': {
      const { renderSarif } = await import('./sarif.ts');
      return renderSarif(results, options.strict);
    }
  }
}
