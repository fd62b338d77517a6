// Measures in Chromium how many lines texts take, in fonts that residents have: the most of all fonts goes into `lines.tsv`,
// which the program's arithmetic is held to. `node tests/paper/lines.mjs > tests/paper/lines.tsv`

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '../browser/node_modules/playwright-core/index.mjs';

const FONTS = ['"BIZ UDPGothic"', '"BIZ UDGothic"', '"Noto Sans CJK JP"', '"Noto Serif CJK JP"', 'monospace'];
const WIDTHS = [55, 87.5, 127, 182];
const SIZES = [10.5, 12, 13.5, 16];
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Strings of the content, each once. */
function texts() {
  const found = new Set();
  const walk = (folder) => readdirSync(folder, { withFileTypes: true }).forEach((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    if (!/\.(md|yaml)$/.test(path)) return undefined;
    return readFileSync(path, 'utf8').split('\n').forEach((line) => {
      const text = line.replace(/^[\s\-#]*([a-z_]+:\s*)?/, '').replaceAll(/[{}[\]"|]/g, '').trim();
      if (text.length > 12 && text.length < 160 && /[ぁ-ん一-龠]/.test(text)) found.add(text);
    });
  });
  walk(join(root, 'content'));
  walk(join(root, 'tests/sites/full/content'));
  return [...found].sort();
}

const all = texts();
const step = Math.max(1, Math.floor(all.length / 400));
const chosen = all.filter((_, i) => i % step === 0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox'] });
const page = await browser.newPage();
await page.setContent('<style>p { margin: 0; line-height: 1.5; line-break: strict; overflow-wrap: anywhere; word-break: normal; text-autospace: no-autospace; text-spacing-trim: space-all }</style><p></p>');
const rows = await page.evaluate(([texts, fonts, widths, sizes]) => {
  const p = document.querySelector('p');
  return texts.map((text, i) => {
    const [width, size] = [widths[i % widths.length], sizes[Math.floor(i / widths.length) % sizes.length]];
    p.textContent = text;
    p.style.width = `${width}mm`;
    p.style.fontSize = `${size}pt`;
    const lines = fonts.map((font) => {
      p.style.fontFamily = font;
      return Math.round(p.getBoundingClientRect().height / (size * 1.5 * 96 / 72));
    });
    return [width, size, Math.max(...lines), text].join('\t');
  });
}, [chosen, FONTS, WIDTHS, SIZES]);
await browser.close();
process.stdout.write(`${rows.join('\n')}\n`);
