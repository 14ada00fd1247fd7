import { drawChart } from '../charts/draw-chart.ts';
import { type Content, element, group, Markup } from '../html/markup.ts';
import {
  type Block,
  type DataTable,
  type Figure,
  NOT_MEASURED,
  type ReportDocument,
  type Section,
  stateText,
} from './document.ts';
import { styleSheet } from './style-sheet.ts';

/** A table of more columns stands below its chart. */
const MOST_BESIDE = 5;

/** Nothing is loaded from anywhere, whatever a name or a text says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A document as one HTML file that needs no network: for a browser in dark and in light, a printer, a screen reader. */
export function renderHtmlDocument(document: ReportDocument): string {
  const { title, sections } = document;
  const head = element('head', {}, [
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, [title]),
    element('style', {}, [new Markup(styleSheet)]),
  ]);
  const body = element('body', {}, [
    element('a', { class: 'skip', href: '#content' }, ['Skip to the report']),
    header(document),
    navigation(sections),
    element('main', { id: 'content', tabindex: -1 }, sections.map(section)),
    footer(document.notes),
  ]);
  return `<!doctype html>\n${element('html', { lang: 'en' }, [head, body]).html}\n`;
}

function header({ title, subtitle }: ReportDocument): Markup {
  return element('header', {}, [
    element('p', { class: 'brand' }, ['aqe']),
    element('h1', {}, [title]),
    element('p', { class: 'subtitle' }, [subtitle]),
  ]);
}

function navigation(sections: readonly Section[]): Markup {
  const items = sections.map(({ id, title }) =>
    element('li', {}, [element('a', { href: `#${id}` }, [title])]),
  );
  return element('nav', { 'aria-label': 'Sections' }, [element('ul', {}, items)]);
}

function footer(notes: readonly string[]): Markup {
  const items = notes.map((note) => element('li', {}, [note]));
  return element('footer', {}, [
    element('h2', {}, ['About these numbers']),
    element('ul', {}, items),
  ]);
}

function section({ id, title, blocks }: Section): Markup {
  const heading = `${id}-heading`;
  return element('section', { id, 'aria-labelledby': heading }, [
    element('h2', { id: heading }, [title]),
    ...blocks.map((one, index) => block(one, `${id}-${index + 1}`)),
  ]);
}

function block(one: Block, id: string): Markup {
  switch (one.kind) {
    case 'text': {
      return element('p', {}, [one.text]);
    }
    case 'figures': {
      return element('dl', { class: 'figures' }, one.figures.map(figure));
    }
    case 'table': {
      return table(one.table, id);
    }
    case 'chart': {
      const caption = element('figcaption', {}, [one.chart.title]);
      const drawn = scrolling(`${one.chart.title}, chart`, [drawChart(one.chart, `${id}-chart`)]);
      const isWide = one.table.columns.length > MOST_BESIDE;
      return element('div', { class: isWide ? 'stack' : 'pair' }, [
        element('figure', {}, [caption, drawn]),
        table(one.table, id),
      ]);
    }
  }
}

/** The sign says without colour what the colour says. */
const signs = { met: '✓', missed: '✗', unknown: '?' } as const satisfies Record<
  keyof typeof stateText,
  string
>;

function figure({ name, value, detail, state }: Figure): Markup {
  const sign =
    state === undefined
      ? []
      : [
          element('span', { class: `state ${state}` }, [
            element('span', { 'aria-hidden': 'true' }, [`${signs[state]} `]),
            `target ${stateText[state]}`,
          ]),
        ];
  return element('div', { class: 'figure' }, [
    element('dt', {}, [name]),
    element('dd', { class: value === undefined ? 'number none' : 'number' }, [
      value ?? NOT_MEASURED,
    ]),
    element('dd', { class: 'detail' }, [detail, ...sign]),
  ]);
}

function table({ caption, columns, rows }: DataTable, id: string): Markup {
  const align = (index: number): string | undefined =>
    columns[index]?.align === 'right' ? 'right' : undefined;
  const heads = columns.map(({ title }, index) =>
    element('th', { scope: 'col', class: align(index) }, [title]),
  );
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      row.map((cell, index) =>
        index === 0
          ? element('th', { scope: 'row', class: align(index) }, [cell])
          : element('td', { class: align(index) }, [cell]),
      ),
    ),
  );
  return scrolling(caption, [
    element('table', { id: `${id}-table` }, [
      element('caption', {}, [caption]),
      element('thead', {}, [element('tr', {}, heads)]),
      element('tbody', {}, body),
    ]),
  ]);
}

/** What may be wider than the window is scrolled by keys, too. */
function scrolling(name: string, children: readonly Content[]): Markup {
  return element('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': name }, [
    group(children),
  ]);
}
