import { validateConfig } from '../../src/config/validate/validate.ts';
import { daysUntil } from '../../src/core/calendar.ts';
import { agentTypeNames } from '../../src/fleet/agents/agent-types.ts';
import { testCatalogue } from './catalogue.ts';
import { TEST_NOW } from './run-cli.ts';

const clock = { now: () => new Date(TEST_NOW) };

/** What {@link validateConfig} is told in tests. */
const testOptions = {
  catalogue: () => Promise.resolve(testCatalogue),
  agentTypes: agentTypeNames,
  daysLeft: (day: string): number => daysUntil(day, clock),
};

/** The findings in a text, as `line:column severity code`. */
export async function findingsIn(
  text: string,
  { file = 'fleet.yaml', replicas }: { file?: string; replicas?: number } = {},
): Promise<string[]> {
  const options = { ...testOptions, replicas };
  const { findings } = await validateConfig(new TextEncoder().encode(text), file, options);
  return findings.map(
    ({ location: { line, column }, severity, code }) => `${line}:${column} ${severity} ${code}`,
  );
}
