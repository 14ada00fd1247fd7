import type { Context } from '../../cli/context.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { AqeError } from '../../errors.ts';
import type { GateNumber } from '../../rollout/gate/check.ts';
import { type GateReport, type GateVerdict, runGate } from '../../rollout/gate/gates.ts';
import type { GateOptions } from './gate-options.ts';
import { renderGate } from './render-gate.ts';
import { renderGateMarkdown } from './render-gate-markdown.ts';
import { withSubject } from './subject.ts';

const exitCodes = {
  pass: ExitCode.ok,
  fail: ExitCode.negative,
  undecided: ExitCode.undecided,
} as const satisfies Record<GateVerdict, ExitCode>;

/**
 * Makes all checks of a gate, prints them, and answers with the verdict.
 * @throws AqeError USAGE, INTERRUPTED
 */
export async function checkGate(
  context: Context,
  gate: GateNumber,
  options: GateOptions,
): Promise<ExitCode> {
  if (options.prometheus !== undefined && options.for !== undefined) {
    throw new AqeError('USAGE', '--for watches targets, and --prometheus has watched them', {
      hint: 'Leave one of the two out; --window says how far back it looks.',
    });
  }
  const report = await withSubject(context, options, async (subject) => runGate(gate, subject));
  print(context, report, options.format);
  return exitCodes[report.verdict];
}

function print({ reporter }: Context, report: GateReport, format: GateOptions['format']): void {
  switch (format) {
    case 'table': {
      reporter.raw(renderGate(report, reporter.out));
      return;
    }
    case 'json': {
      reporter.raw(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    case 'md': {
      reporter.raw(renderGateMarkdown(report));
    }
  }
}
