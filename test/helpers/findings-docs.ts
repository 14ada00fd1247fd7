import { ruleTable } from '../../src/config/rule-table.ts';

const heading = '## Findings\n';
const intro = `<!-- generated from src/config/rule-table.ts: \`npx vitest run -u test/unit/docs-findings.test.ts\` -->

What \`aqe validate-config\` finds. Errors make it exit 1, warnings too with \`--strict\`.`;

/** The rule list of docs/config.md, from the rule table. */
export function findingsDocs(): string {
  const sections = Object.entries(ruleTable).map(([code, info]) => {
    const { severity, title, explanation, remedy, fixable } = info;
    const repairs = fixable === true ? ', `--fix` repairs it' : '';
    return `### ${code}\n\n**${title}** (${severity}${repairs}). ${explanation}\n\n_What to do:_ ${remedy}`;
  });
  return [intro, ...sections].join('\n\n');
}

/** The document with its section of findings brought up to date. */
export function withFindingsDocs(document: string): string {
  const start = document.indexOf(heading);
  if (start === -1) throw new Error(`the document has no "${heading.trim()}"`);
  const next = document.indexOf('\n## ', start + heading.length);
  const rest = next === -1 ? '' : document.slice(next);
  return `${document.slice(0, start)}${heading}\n${findingsDocs()}\n${rest}`;
}
