import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { busyFleet } from '../helpers/busy-fleet.ts';
import { hasChromium, inChromium, type Page } from '../helpers/chromium.ts';
import { inProcess } from '../helpers/run-cli.ts';

/** Set it to keep the pictures and look at them. */
const album = process.env['AQE_SCREENSHOTS'];

async function photograph(page: Page, name: string): Promise<Buffer> {
  const picture = await page.screenshot();
  if (album !== undefined) {
    mkdirSync(album, { recursive: true });
    writeFileSync(join(album, `${name}.png`), picture);
  }
  return picture;
}

/** Width and height, as the header of a PNG has them. */
function sizeOf(picture: Buffer): readonly [width: number, height: number] {
  expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
}

/** The lowest contrast of all texts of a page with what is behind them, as WCAG 2.2 has it, and the text. */
const lowestContrast = `(() => {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  let lowest = [99, ''];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || ['title', 'desc', 'style'].includes(element.localName)) continue;
    const style = getComputedStyle(element);
    const ink = parts(element.localName === 'text' ? style.fill : style.color);
    const [one, other] = [luminance(ink), luminance(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < lowest[0]) lowest = [contrast, element.textContent];
  }
  return lowest;
})()`;

/** Texts of drawings that stick out of them, and words that lie on each other. */
const collisions = `(() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect()]);
    for (const [index, [text, box]] of texts.entries()) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(text + ' sticks out');
      for (const [other, its] of texts.slice(index + 1)) {
        const apart = box.right <= its.left || its.right <= box.left || box.bottom <= its.top + 3 || its.bottom <= box.top + 3;
        if (!apart) found.push(text + ' lies on ' + other);
      }
    }
  }
  return found;
})()`;

describe.skipIf(!hasChromium)('aqe report --format html in a browser (needs chromium)', () => {
  it.each(['performance', 'costs', 'rollout'])(
    '%s: one file, readable in light, dark and print, by eye, key and ear',
    async (kind) => {
      const folder = await busyFleet(200);
      const argv = ['report', kind, '--format', 'html', '--out', 'report.html'];
      expect(await inProcess(argv, { cwd: folder.dir })).toMatchObject({ code: 0, stdout: '' });
      await inChromium(folder.path('report.html'), async (page) => {
        for (const scheme of ['light', 'dark'] as const) {
          await page.look({ scheme });
          const [contrast, text] = listOf(await page.evaluate(lowestContrast));
          expect(Number(contrast), `${scheme}: ${String(text)}`).toBeGreaterThanOrEqual(4.5);
          const [width, height] = sizeOf(await photograph(page, `${kind}-${scheme}`));
          expect(width).toBe(1280);
          expect(height).toBeGreaterThan(1500);
        }
        expect(await page.evaluate(collisions)).toEqual([]);
        const wide = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth';
        await page.look({ width: 390 });
        expect(await page.evaluate(wide)).toBe(true);
        await photograph(page, `${kind}-narrow`);
        await page.look({ media: 'print', scheme: 'dark' });
        const paper = 'getComputedStyle(document.body).backgroundColor';
        expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
        await photograph(page, `${kind}-print`);

        // Nothing is loaded from anywhere, and the browser has nothing to say against it.
        expect(page.requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
        expect(page.requests).toHaveLength(1);
        expect(page.complaints).toEqual([]);

        await page.look({});
        const nodes = await page.accessible();
        const images = nodes.filter(([role]) => role === 'image');
        expect(images.length).toBeGreaterThanOrEqual(kind === 'rollout' ? 1 : 3);
        for (const [, name, description] of images) {
          expect(name).toMatch(/\w/);
          expect(description).toMatch(/\w{3}/);
        }
        expect(nodes.filter(([role]) => role === 'table').length).toBeGreaterThan(
          images.length - 1,
        );
        expect(nodes.some(([role, name]) => role === 'navigation' && name === 'Sections')).toBe(
          true,
        );

        await page.tab();
        expect(await page.evaluate('document.activeElement.textContent')).toBe(
          'Skip to the report',
        );
      });
    },
  );

  it('says in its tables and figures what the tasks were', async () => {
    const folder = await busyFleet(200);
    const argv = ['report', 'performance', '--format', 'html', '--out', 'report.html'];
    await inProcess(argv, { cwd: folder.dir });
    const failed = folder.tasks.filter(({ status }) => status === 'failed').length;
    await inChromium(folder.path('report.html'), async (page) => {
      const figures = `Object.fromEntries([...document.querySelectorAll('#tasks .figure')].map((one) =>
        [one.querySelector('dt').textContent, one.querySelector('dd').textContent]))`;
      expect(await page.evaluate(figures)).toMatchObject({
        Tasks: '200',
        'Error rate': `${(100 * failed) / 200} %`,
      });
      const counts = `[...document.querySelectorAll('#tasks figure')].map((figure) =>
        [figure.querySelector('figcaption').textContent,
         [...figure.querySelectorAll('rect.part title')].map((one) => Number(one.textContent.split(': ')[1])).reduce((a, b) => a + b, 0)])`;
      expect(await page.evaluate(counts)).toEqual([
        ['Latency, distribution', 200 - failed],
        ['Time to first chunk, distribution', 200 - failed],
        ['Tasks over time', 200],
      ]);
    });
  });
});

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
