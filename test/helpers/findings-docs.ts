import { ruleTable } from '../../src/config/rules/rule-table.ts';

const begin = '<!-- generated: findings -->';
const end = '<!-- /generated: findings -->';

/** The rule list of docs/config.md, from the rule table. */
function findingsDocs(): string {
  const sections = Object.entries(ruleTable).map(([code, info]) => {
    const { severity, title, explanation, remedy, fixable } = info;
    const repairs = fixable === true ? ', `--fix` repairs it' : '';
    return `### ${code}\n\n**${title}** (${severity}${repairs}). ${explanation}\n\n_What to do:_ ${remedy}`;
  });
  return sections.join('\n\n');
}

/** The document with its generated rule list brought up to date. */
export function withFindingsDocs(document: string): string {
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`no ${begin} … ${end}`);
  return `${before}${begin}\n\n${findingsDocs()}\n\n${end}${after}`;
}
