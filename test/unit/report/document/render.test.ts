import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { columnsOf, type ReportDocument } from '../../../../src/report/document/document.ts';
import { renderHtmlDocument } from '../../../../src/report/document/render-html-document.ts';
import { renderMarkdownDocument } from '../../../../src/report/document/render-markdown-document.ts';
import { renderTerminalDocument } from '../../../../src/report/document/render-terminal-document.ts';

const hostile = '<img src=x onerror="alert(1)"> & \u001B[2J @everyone | ```';

const document: ReportDocument = {
  title: `Report ${hostile}`,
  subtitle: 'one day',
  notes: ['a note'],
  sections: [
    {
      id: 'first',
      title: hostile,
      blocks: [
        { kind: 'text', text: hostile },
        {
          kind: 'figures',
          figures: [
            { name: 'Latency', value: '2 s', detail: 'of 3', state: 'missed' },
            { name: 'Memory', value: undefined, detail: hostile, state: 'unknown' },
            { name: 'Errors', value: '0 %', detail: 'none', state: 'met' },
            { name: 'Tasks', value: '3', detail: '' },
          ],
        },
        {
          kind: 'chart',
          chart: {
            kind: 'bars',
            title: 'Spend',
            description: 'who spent what',
            format: String,
            series: [{ name: 'spent', fill: 'measured' }],
            bars: [
              { label: hostile, values: [4] },
              { label: 'b', values: [2] },
            ],
          },
          table: {
            caption: 'Spend',
            columns: columnsOf('who', '#spent'),
            rows: [
              [hostile, '4'],
              ['b', '2'],
            ],
          },
        },
      ],
    },
  ],
};

describe(renderHtmlDocument, () => {
  const html = renderHtmlDocument(document);

  it('has no markup that came from outside', () => {
    expect(html).not.toMatch(/<img|<script|onerror="/);
    expect(html).not.toContain('\u001B');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp;');
  });

  it('loads nothing, and lets nothing be loaded', () => {
    expect(html).not.toMatch(/(?:src|href)="(?!#)/);
    expect(html).not.toMatch(/@import|url\((?!#)/);
    expect(html).toContain('content="default-src &#39;none&#39;');
  });

  it('says what was not measured, and by words whether targets are met', () => {
    expect(html).toContain('<dd class="number none">not measured</dd>');
    expect(html).toContain('</span>target missed</span>');
    expect(html).toContain('</span>target not known</span>');
  });

  it('has a table beside each chart, with the heads that screen readers need', () => {
    expect(html.match(/<svg /g)).toHaveLength(1);
    expect(html).toContain('<th scope="col" class="right">spent</th>');
    expect(html).toMatch(/<th scope="row">b<\/th><td class="right">2<\/td>/);
    expect(html).toContain('role="region" tabindex="0" aria-label="Spend"');
  });

  it('knows dark, print, less motion and forced colours', () => {
    for (const query of [
      'prefers-color-scheme: dark',
      '@media print',
      'prefers-reduced-motion',
      'forced-colors',
    ]) {
      expect(html).toContain(query);
    }
  });
});

describe(renderMarkdownDocument, () => {
  it('has headings, tables and no markup that came from outside', () => {
    const text = renderMarkdownDocument(document);
    expect(text).toMatch(/^# Report &lt;img/);
    expect(text).toContain('| Memory | not measured |');
    expect(text).toContain('**Spend**\n\n| who | spent |\n| --- | ---: |\n');
    expect(text).toContain('@\u200Beveryone');
    expect(text).not.toContain('\u001B');
  });
});

describe(renderTerminalDocument, () => {
  it('draws bars behind the rows of a chart', () => {
    const style = new Chalk({ level: 0 });
    const text = renderTerminalDocument(document, { style, bars: 'ascii' });
    expect(text).toMatch(/^b +2 {2}#{12}$/m);
    expect(text).toMatch(/ +4 {2}#{24}$/m);
    expect(text).toMatch(/^Memory +not measured {2}not known {2}/m);
    expect(text).not.toContain('\u001B');
  });

  it('colours what is met and what is missed', () => {
    const style = new Chalk({ level: 1 });
    const text = renderTerminalDocument(document, { style, bars: 'blocks' });
    expect(text).toContain(style.red('missed   '));
    expect(text).toContain(style.green('met      '));
  });
});
