import { markdownTable, markdownText } from '../markdown-table.ts';
import {
  type Block,
  type DataTable,
  type Figure,
  NOT_MEASURED,
  type ReportDocument,
  stateText,
} from './document.ts';

/** A document for a wiki, a pull request, a message. */
export function renderMarkdownDocument({
  title,
  subtitle,
  sections,
  notes,
}: ReportDocument): string {
  const parts = [
    `# ${markdownText(title)}`,
    markdownText(subtitle),
    ...sections.flatMap((section) => [
      `## ${markdownText(section.title)}`,
      ...section.blocks.map(block),
    ]),
    notes.map((note) => `- ${markdownText(note)}`).join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'text': {
      return markdownText(one.text);
    }
    case 'figures': {
      return figures(one.figures);
    }
    case 'table':
    case 'chart': {
      return table(one.table);
    }
  }
}

function figures(all: readonly Figure[]): string {
  return markdownTable(all, [
    { title: '', cell: ({ name }) => name },
    { title: 'value', align: 'right', cell: ({ value }) => value ?? NOT_MEASURED },
    { title: '', cell: ({ detail }) => detail },
    { title: 'target', cell: ({ state }) => (state === undefined ? '' : stateText[state]) },
  ]);
}

function table({ caption, columns, rows }: DataTable): string {
  const cells = markdownTable(
    rows,
    columns.map(({ title, align }, index) => ({
      title,
      ...(align === undefined ? {} : { align }),
      cell: (row: readonly string[]) => row[index] ?? '',
    })),
  );
  return `**${markdownText(caption)}**\n\n${cells}`;
}
