// On paper. A ward page and a record page: A4, without navigation, marked as a sample, the number in its text. Call cards:
// one sheet for each caller, and that one alone where the page stands at it.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { visitAll } from './browser.mjs';
import { isCallCard, isRecord, isWard, onePerKind } from './site.mjs';

const A4 = [595.28, 841.89]; // points

export async function print({ site, browser, server }) {
  const withNumber = onePerKind(site).filter((page) => page.language === 'ja' && /href="?tel:/.test(page.html));
  const pages = [isWard, isRecord].map((wanted) => withNumber.find(wanted)).filter(Boolean);
  const problems = [];
  let sheets = 0;
  if (pages.length < 2) problems.push({ page: 'site', what: 'no ward page or no record page shows a number' });
  const folder = await mkdtemp(join(tmpdir(), 'shirube-print-'));
  try {
    await visitAll(browser, pages, {}, async (page, planned) => {
      const report = (what) => problems.push({ page: `${planned.address} on paper`, what });
      const file = join(folder, planned.address.replaceAll('/', '_').replace('.html', '.pdf'));
      await page.goto(server.url(planned));
      const number = await page.locator('main a[href^="tel:"]').first().textContent();
      await page.emulateMedia({ media: 'print' });
      const navigation = await page.locator('nav, .skip').evaluateAll((elements) => elements
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => element.outerHTML.slice(0, 100)));
      navigation.forEach((html) => report(`navigation is printed: ${html}`));
      // Backgrounds stay off, as they are when somebody presses Ctrl+P.
      await page.pdf({ path: file, preferCSSPageSize: true, printBackground: false });

      const sizes = [...(await poppler('pdfinfo', ['-l', '9999', file])).matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+)/gm)];
      if (sizes.length === 0) report('pdfinfo tells no page size');
      sheets += sizes.length;
      for (const [text, ...size] of sizes) {
        if (size.some((side, i) => Math.abs(side - A4[i]) > 1)) report(`is not A4: ${text}`);
      }
      const texts = (await poppler('pdftotext', ['-enc', 'UTF-8', file, '-'])).split('\f').slice(0, -1);
      if (!texts.join('').replace(/\s/g, '').includes(number.trim())) report(`the number ${number} is not in its text`);
      // As words of their own: the publisher of a sample may have them in its name.
      texts.forEach((text, i) => {
        if (site.isSample && !/^\s*見本\s*$/m.test(text)) report(`sheet ${i + 1} is not marked as a sample`);
      });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  return { problems, looked: sheets, at: `sheets of ${pages.length} pages` };
}

export async function callCards({ site, browser, server }) {
  const cards = site.pages.filter(isCallCard);
  const problems = [];
  let sheets = 0;
  const folder = await mkdtemp(join(tmpdir(), 'shirube-cards-'));
  try {
    await visitAll(browser, cards, {}, async (page, planned) => {
      const report = (what) => problems.push({ page: `${planned.address} on paper`, what });
      const file = join(folder, planned.address.replaceAll('/', '_').replace('.html', '.pdf'));
      const printed = async () => {
        await page.pdf({ path: file, preferCSSPageSize: true, printBackground: false });
        const texts = (await poppler('pdftotext', ['-enc', 'UTF-8', file, '-'])).split('\f').slice(0, -1);
        return texts.map((text) => text.normalize('NFKC').replace(/\s/g, ''));
      };
      await page.goto(server.url(planned));
      const callers = await page.locator('.sheet').evaluateAll((all) => all.map((sheet) => [sheet.id, sheet.querySelector('h2').textContent]));
      const headings = callers.map(([, heading]) => heading.normalize('NFKC').replace(/\s/g, ''));
      const texts = await printed();
      sheets += texts.length;
      if (texts.length !== callers.length) report(`takes ${texts.length} sheets for ${callers.length} callers`);
      headings.forEach((heading, i) => {
        if (!texts[i]?.includes(heading)) report(`sheet ${i + 1} does not begin with “${callers[i][1]}”`);
      });
      const [id] = callers.at(-1);
      await page.goto(`${server.url(planned)}#${id}`);
      const alone = await printed();
      if (alone.length !== 1 || !alone[0].includes(headings.at(-1))) report(`takes ${alone.length} sheets for one caller`);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  return { problems, looked: sheets, at: `sheets of ${cards.length} call cards` };
}

async function poppler(program, parameters) {
  try {
    return (await promisify(execFile)(program, parameters, { maxBuffer: 64 << 20 })).stdout;
  } catch (error) {
    throw error.code === 'ENOENT' ? new Error(`there is no ${program}: install the package poppler-utils`) : error;
  }
}
