// What somebody holds who prints a page: every number, nothing that only a screen can do, nothing wider than the sheet, and at
// the end of when it is and where it is found, in words and as a code that a phone reads. Leaflets lose nothing with the
// backgrounds that browsers leave out.

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { visitAll } from './browser.mjs';
import { isCallCard, isMoved, isNotFound, isRecord, isWard, onePerKind } from './site.mjs';

const WIDTH = 673; // A4 without its margins, in pixels

const isLeaflet = (page) => /(^|\/)leaflets\/(?!index\.html)/.test(page.address);
const isOneFile = (page) => page.address.endsWith('/one-file.html');
const isSheet = (page) => [isLeaflet, isCallCard, isMoved, isNotFound, isOneFile].some((is) => is(page));

/** One page of every kind in Japanese, and in the other languages what is printed most. */
export async function printed({ site, browser, server }) {
  const pages = onePerKind({ ...site, pages: site.pages.filter((page) => !isSheet(page)) })
    .filter((page) => page.language === 'ja' || isWard(page) || isRecord(page));
  return onPaper(browser, pages, 'sheets of', async ({ page, planned, print, report }) => {
    await page.setViewportSize({ width: WIDTH, height: 900 });
    await page.goto(server.url(planned), { waitUntil: 'networkidle' });
    const early = page.requested.filter((url) => url.endsWith('/code.svg'));
    if (early.length > 0) report(`asks for its code before it is printed: ${early[0]}`);
    const onScreen = await page.evaluate(() => document.querySelector('.again')?.checkVisibility());
    if (onScreen) report('shows on screens what is for paper');
    await page.emulateMedia({ media: 'print' });
    const { wide, closed, forScreens, numbers, address, day, canonical, isNamed } = await page.evaluate(lookAtPaper, WIDTH);
    wide.forEach((html) => report(`is wider than the sheet: ${html}`));
    closed.forEach((html) => report(`stays closed: ${html}`));
    forScreens.forEach((html) => report(`what is for screens is printed: ${html}`));
    const { texts, codes } = await print({ printBackground: false, onlyLast: true });
    const all = texts.join('');
    numbers.map(plain).filter((number) => !all.includes(number)).forEach((number) => report(`${number} is not in its text`));
    if (!address) return report('does not say where it is found');
    if (!isNamed) report('its code has no name');
    if (!address.endsWith(site.base + planned.address)) report(`says that it is found at ${address}`);
    if (canonical && canonical !== `https://${address}`) report(`is found at ${canonical}, and says ${address}`);
    const last = texts.at(-1);
    // A hyphen at the end of a line is lost in the text of a PDF.
    const bare = (text) => text.replaceAll('-', '');
    if (!bare(last).includes(bare(plain(address)))) report(`the last sheet does not say ${address}`);
    if (!last.includes(plain(day))) report(`the last sheet does not say “${day}”`);
    if (`${codes}` !== `https://${address}`) report(`its code opens “${codes}”`);
    return undefined;
  });
}

/** Every leaflet with backgrounds and without. */
export async function backgrounds({ site, browser, server }) {
  return onPaper(browser, site.pages.filter(isLeaflet), 'sheets of leaflets:', async ({ page, planned, print, report }) => {
    await page.goto(server.url(planned), { waitUntil: 'networkidle' });
    const [full, plainly] = [await print({ printBackground: true }), await print({ printBackground: false })];
    if (full.texts.join('\f') !== plainly.texts.join('\f')) report('says something else without backgrounds');
    const drawn = await page.locator('svg[data-modules]').count();
    for (const { codes } of [full, plainly]) {
      if (codes.length !== drawn) report(`has ${drawn} codes, of which ${codes.length} are read`);
    }
    const pale = await page.evaluate(findPale);
    pale.forEach((html) => report(`cannot be seen without backgrounds: ${html}`));
  });
}

/** Visits pages, each with a way to print it: the texts of its sheets, and what a phone reads from them. */
async function onPaper(browser, pages, what, look) {
  const problems = [];
  let sheets = 0;
  const folder = await mkdtemp(join(tmpdir(), 'shirube-printed-'));
  try {
    await visitAll(browser, pages, {}, async (page, planned) => {
      const report = (text) => { problems.push({ page: `${planned.address} on paper`, what: text }); };
      const name = planned.address.replaceAll('/', '_').replace('.html', '');
      const print = async ({ printBackground, onlyLast }) => {
        const path = join(folder, `${name}-${printBackground}.pdf`);
        await page.pdf({ path, preferCSSPageSize: true, printBackground });
        const texts = (await run('pdftotext', ['-enc', 'UTF-8', path, '-'])).split('\f').slice(0, -1).map(plain);
        sheets += texts.length;
        const first = onlyLast ? texts.length : 1;
        await run('pdftoppm', ['-f', `${first}`, '-r', '150', '-gray', '-png', path, path]);
        const pictures = (await readdir(folder)).filter((file) => file.startsWith(`${name}-${printBackground}.pdf-`)).sort();
        const codes = [];
        for (const picture of pictures) codes.push(...await scan(join(folder, picture)));
        return { texts, codes };
      };
      await look({ page, planned, print, report });
      await page.emulateMedia({ media: null });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  return { problems, looked: sheets, at: `${what} ${pages.length} pages` };
}

const plain = (text) => text.normalize('NFKC').replace(/\s/g, '');

/** Runs inside the page, as it is for paper. */
function lookAtPaper(width) {
  const short = (element) => element.outerHTML.slice(0, 100);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const all = [...document.body.querySelectorAll('*')].filter(seen);
  const clipped = (element) => getComputedStyle(element).clipPath !== 'none';
  const again = document.querySelector('.again');
  const code = again?.querySelector('svg, img');
  return {
    wide: all.filter((element) => element.getBoundingClientRect().right > width + 1 && !clipped(element)).map(short),
    closed: [...document.querySelectorAll('details:not(.filter) > :not(summary)')].filter((element) => !seen(element)).map(short),
    forScreens: all.filter((element) => element.matches('nav:not(.toc), .skip, form, button, input, .screen, [role=status]')).map(short),
    // What the search says where it finds nothing is no part of the page.
    numbers: [...document.querySelectorAll('main a[href^="tel:"]:not(.seek *)')].map((link) => link.textContent),
    address: again?.querySelector('b')?.textContent,
    day: again?.previousElementSibling?.textContent ?? '',
    isNamed: Boolean(code?.getAttribute('aria-label') || code?.getAttribute('alt')),
    canonical: document.querySelector('link[rel=canonical]')?.href,
  };
}

/** Runs inside the page: texts that are white, or nearly, and would be on white paper. */
function findPale() {
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter((element) => element.checkVisibility() && getComputedStyle(element).printColorAdjust === 'exact')
    .filter((element) => luminance(getComputedStyle(element).color) > 0.7)
    .map((element) => element.outerHTML.slice(0, 100));
}

/** What a phone reads. The program fails where there is no code. */
async function scan(picture) {
  const read = await run('zbarimg', ['--raw', '--quiet', picture], [4]);
  return read.split('\n').filter(Boolean);
}

async function run(program, parameters, allowed = []) {
  try {
    return (await promisify(execFile)(program, parameters, { maxBuffer: 64 << 20 })).stdout;
  } catch (error) {
    if (allowed.includes(error.code)) return error.stdout;
    throw error.code === 'ENOENT' ? new Error(`there is no ${program}: install poppler-utils and zbar-tools`) : error;
  }
}
