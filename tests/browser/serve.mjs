// The preview: pages that stay open in a browser show what is written while it is written, and what is wrong with it.

import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareAxe, runAxe } from './axe.mjs';
import { MODES, watch } from './browser.mjs';
import { inspectLayout } from './probes.mjs';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PATIENCE = { timeout: 10_000 };

const WARD = 'content/wards/midorigaoka';
const WINDOW = `${WARD}/windows/hidamari.md`;
const FIRST = '03-1234-5200';

/** Each step begins where the one before it ended. The pages that are open are never opened anew. */
const STEPS = {
  'pages open with the bar': async ({ window, ward }) => {
    for (const page of [window, ward]) {
      await shows(page, FIRST);
      await page.waitForFunction(() => document.querySelector('shirube-bar')?.shadowRoot, null, PATIENCE);
      await page.waitForFunction(() => !document.querySelector('shirube-problems'), null, PATIENCE);
    }
  },

  'a changed number': async ({ guide, window, ward }) => {
    guide.edit(WINDOW, FIRST, '03-0000-5201');
    for (const page of [window, ward]) await shows(page, '03-0000-5201', FIRST);
  },

  'a file that is saved by putting another in its place': async ({ guide, window, ward }) => {
    const text = guide.read(WINDOW).replace('03-0000-5201', '03-0000-5202');
    guide.write(`${WARD}/windows/.hidamari.md.new`, text);
    guide.rename(`${WARD}/windows/.hidamari.md.new`, WINDOW);
    for (const page of [window, ward]) await shows(page, '03-0000-5202', '03-0000-5201');
  },

  'a new file': async ({ guide, open }) => {
    guide.write(`${WARD}/windows/atarashii.md`, record('あたらしい窓口', '03-0000-5210'));
    const page = await open('midorigaoka/windows/atarashii.html');
    await shows(page, '03-0000-5210');
    await page.close();
  },

  'a mistake, above the last good page': async ({ guide, open, window, ward, problem }) => {
    guide.edit(WINDOW, '03-0000-5202', '03-0000-520');
    const { path, line, help } = guide.mistake();
    if (path !== WINDOW) throw new Error(`\`check\` finds a mistake in ${path} instead of ${WINDOW}`);
    const later = await open('midorigaoka/places/engawa.html');
    for (const page of [window, ward, later]) {
      for (const text of [`${path}:${line}`, help]) {
        await page.waitForFunction((wanted) => {
          const { shadowRoot } = document.querySelector('shirube-problems') ?? {};
          return shadowRoot?.textContent.replace(/\s+/g, ' ').includes(wanted);
        }, text, PATIENCE).catch(because(`${page.url()} has no overlay that says ${text}`));
      }
    }
    for (const page of [window, ward]) await shows(page, '03-0000-5202');
    await later.close();
    await look(window, problem);
  },

  'a mistake that is mended': async ({ guide, window, ward }) => {
    guide.edit(WINDOW, '03-0000-520 ', '03-0000-5203 ');
    for (const page of [window, ward]) {
      await shows(page, '03-0000-5203', '03-0000-5202');
      await page.waitForFunction(() => !document.querySelector('shirube-problems'), null, PATIENCE);
    }
  },

  'a theme of its own': async ({ guide, window, ward }) => {
    guide.copy(join(REPOSITORY, 'themes/standard'), 'themes/standard');
    guide.edit('themes/standard/templates/base.html', '</footer>', '<p>ここは町のガイドです</p></footer>');
    for (const page of [window, ward]) await shows(page, 'ここは町のガイドです');
    guide.edit('themes/standard/assets/style.css', 'body { margin: 0;', 'body { margin: 0 0 7px;');
    for (const page of [window, ward]) {
      await page.waitForFunction(() => getComputedStyle(document.body).marginBottom === '7px', null, PATIENCE)
        .catch(because(`${page.url()} has not got the changed style sheet`));
    }
  },

  'another picture': async ({ guide, window }) => {
    const shown = (wide) => window.waitForFunction((width) => [...document.querySelectorAll('.pictures img')]
      .some((image) => image.complete && image.naturalWidth === width), wide, PATIENCE)
      .catch(because(`${window.url()} shows no picture of ${wide} px`));
    // Pictures are loaded when somebody comes near them.
    await window.locator('.pictures').first().scrollIntoViewIfNeeded();
    await shown(120);
    guide.copy(join(guide.root, WARD, 'media/niwa.png'), `${WARD}/media/tobira.png`);
    await shown(160);
  },

  'a hundred files': async ({ guide, open }) => {
    guide.write('content/wards/machi/ward.md', NEW_WARD);
    const numbers = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
    const all = (middle) => numbers.forEach((number) => {
      guide.write(`content/wards/machi/windows/w${number}.md`, record(`窓口${number}`, `03-0000-${middle}${number}`));
    });
    all('61');
    const pages = [];
    for (const number of ['00', '99']) pages.push([number, await open(`machi/windows/w${number}.html`)]);
    for (const [number, page] of pages) await shows(page, `03-0000-61${number}`);
    all('62');
    for (const [number, page] of pages) await shows(page, `03-0000-62${number}`, `03-0000-61${number}`);
    for (const [, page] of pages) await page.close();
  },

  'a folder that is deleted': async ({ guide, open, address }) => {
    const home = await open('index.html');
    await shows(home, 'まち');
    guide.remove('content/wards/machi');
    await home.waitForFunction(() => !document.querySelector('a[href*="machi/"]'), null, PATIENCE)
      .catch(because('the home page still leads to it'));
    const { status } = await fetch(new URL('machi/windows/w99.html', address));
    if (status !== 404) throw new Error(`its page is answered with ${status}`);
    await home.close();
  },

  'the bar, opened': async ({ window, ward, problem }) => {
    for (const page of [window, ward]) {
      await page.locator('shirube-bar summary').first().click(PATIENCE);
      const isOpen = () => document.querySelector('shirube-bar').shadowRoot.querySelector('details').open;
      await page.waitForFunction(isOpen, null, PATIENCE);
      await look(page, problem);
    }
  },

  'the gallery of leaflets': async ({ open, problem }) => {
    const page = await open('/__shirube/leaflets');
    await look(page, problem);
    await page.locator('.places a').first().click(PATIENCE);
    await page.waitForURL('**/leaflets/midorigaoka', PATIENCE);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      // Frames are filled when somebody comes near them; those that flow are more by then.
      for (let i = 0; i < await page.locator('.paper').count(); i += 1) {
        await page.locator('.paper').nth(i).scrollIntoViewIfNeeded(PATIENCE);
        await page.waitForFunction(isFilled, i, PATIENCE).catch(because(`frame ${i + 1} of the gallery stays empty (${width} px)`));
      }
      for (const [what, detail] of await page.evaluate(inspectSheets)) problem(`${what} (${width} px)`, detail);
    }
    await look(page, problem);
    const few = await page.locator('.paper').count();
    if (few < 18) throw new Error(`the gallery has ${few} sheets only`);
    await page.close();
  },
};

/** Runs inside the gallery: whether the frame of a sheet holds it and, where it flows, those behind it are there, too. */
function isFilled(i) {
  const paper = document.querySelectorAll('.paper')[i];
  const frame = paper.querySelector('iframe');
  const inside = frame.contentDocument;
  const isThere = inside?.readyState === 'complete' && inside.querySelector('[data-sheet]');
  return isThere && (!paper.closest('.flows') || paper.style.getPropertyValue('--page') !== '');
}

/** Runs inside the gallery: sheets that are empty, of another size than their paper, or whose lines are not their own. */
function inspectSheets() {
  const problems = [];
  const MM = 96 / 25.4;
  const round = (length) => Math.round(length * 10) / 10;
  const differ = (some, others) => some.length !== others.length || some.some((one, i) => Math.abs(one - others[i]) > 0.5);
  const sorted = (lengths) => [...new Set(lengths.map(round))].sort((a, b) => a - b);
  for (const paper of document.querySelectorAll('.paper')) {
    const frame = paper.querySelector('iframe');
    const { contentDocument: inside, title } = frame;
    const [width, height] = ['--w', '--h'].map((name) => Number(getComputedStyle(paper).getPropertyValue(name)));
    const sheet = [...inside.querySelectorAll('[data-sheet]')].find((one) => one.getClientRects().length > 0);
    const box = sheet?.getBoundingClientRect();
    const size = [box?.width / MM, box?.height / MM];
    if (!box || differ(size, [width, height])) problems.push(['a sheet is not as large as its paper', `${title}: ${size.map(round)}`]);
    const shown = paper.querySelector('.sheet').getBoundingClientRect();
    if (Math.abs(shown.width / shown.height - width / height) > 0.01) problems.push(['a sheet is out of proportion', title]);

    // Of what flows, the frame shows one sheet.
    const from = Number(getComputedStyle(paper).getPropertyValue('--page')) * width * MM;
    const texts = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
    const range = inside.createRange();
    let written = 0;
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode);
      const isHere = ({ left, right, top, bottom }) => right > left && left >= from - 1 && right <= from + width * MM + 1
        && top >= -1 && bottom <= height * MM + 1;
      const isSeen = texts.currentNode.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (isSeen && [...range.getClientRects()].some(isHere)) written += texts.currentNode.data.trim().length;
    }
    if (written < 10) problems.push(['a frame is blank', `${title}: ${written} characters`]);

    const lines = (kind) => [...paper.querySelector(`.lines .${kind}`)?.getAttribute('d').matchAll(/M([\d.]+) ([\d.]+)/g) ?? []];
    const across = (kind) => sorted(lines(kind).map(([, x]) => Number(x)).filter((x) => x > 0));
    const edges = (selector, edge) => sorted([...inside.querySelectorAll(selector)].map((part) => part.getBoundingClientRect())
      .filter((part) => part.width > 0 || part.height > 0).flatMap((part) => edge(part).map((length) => length / MM)));
    const ofSheet = [
      ['fold', edges('.folds i', ({ left }) => [left])],
      ['cut', edges('.card', ({ left, right }) => [left, right]).concat(edges('.strip:not(:first-child)', ({ left }) => [left]))],
    ];
    for (const [kind, marks] of ofSheet) {
      if (differ(across(kind), marks)) problems.push([`lines to ${kind} are not where the sheet has them`, `${title}: ${across(kind)}, ${marks}`]);
    }
  }
  return problems;
}

export async function serve({ browser }) {
  const root = mkdtempSync(join(tmpdir(), 'shirube-serve-'));
  try {
    const guide = guideIn(root);
    guide.copy(join(REPOSITORY, 'tests/sites/full/content'), 'content');
    // A number that was changed counts as unconfirmed, and a sample may have one that nobody has; both have to be shown.
    guide.edit('content/site.yaml', 'unverified: refuse', 'unverified: mark\nsample: true');
    const server = await start(root);
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    try {
      return await follow(guide, server, context);
    } finally {
      await context.close();
      await server.stop();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Takes the steps, and looks at the end what the pages complained of and asked for meanwhile. */
async function follow(guide, server, context) {
  const problems = [];
  const pages = [];
  const open = async (path) => {
    const url = new URL(path, server.address).href;
    await until(async () => (await fetch(url)).status === 200, `${url} is not there`);
    const page = watch(await context.newPage());
    page.on('websocket', (socket) => page.requested.push(socket.url()));
    pages.push(page);
    await page.goto(url);
    return page;
  };
  const window = await open('midorigaoka/windows/hidamari.html');
  const ward = await open('midorigaoka/index.html');
  let taken = 0;
  for (const [name, step] of Object.entries(STEPS)) {
    const problem = (what, detail) => problems.push({ page: name, what, detail });
    try {
      await step({ guide, window, ward, open, address: server.address, problem });
    } catch (error) {
      problem(error.message.split('\n')[0], `the server said: ${server.said().slice(-600)}`);
      break; // The next would begin where this one did not end.
    }
    taken += 1;
  }
  const { host } = new URL(server.address);
  for (const page of pages) {
    const strangers = page.requested.filter((url) => !url.startsWith('data:') && new URL(url).host !== host);
    for (const what of [...page.trouble, ...strangers.map((url) => `asks another host for ${url}`)]) {
      problems.push({ page: page.url(), what });
    }
  }
  return { problems, looked: taken, at: `of ${Object.keys(STEPS).length} steps with \`shirube serve\`` };
}

/** The files of a guide, to be read and changed as staff and their editors do it. */
function guideIn(root) {
  const at = (path) => join(root, path);
  const read = (path) => readFileSync(at(path), 'utf8');
  const write = (path, text) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  return {
    root,
    read,
    write,
    edit(path, from, to) {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
      write(path, text.replaceAll(from, to));
    },
    rename: (from, to) => renameSync(at(from), at(to)),
    remove: (path) => rmSync(at(path), { recursive: true }),
    copy: (from, to) => cpSync(from, at(to), { recursive: true }),
    /** What `check` says of the first mistake. */
    mistake() {
      const { stdout } = spawnSync(binary(), [...COMMON, 'check', '--root', root, '--format', 'json'], { encoding: 'utf8' });
      const found = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
      const mistake = found.find(({ severity }) => severity === 'error');
      if (!mistake) throw new Error('`check` finds no mistake');
      return mistake;
    },
  };
}

const COMMON = ['--lang', 'ja', '--date', '2026-11-20'];

const NEW_WARD = `---
name: まち
kana: まち
romaji: Machi
code: "990035"
prefecture: あおば県
---
`;

const record = (name, number) => `---
name: ${name}
kana: まどぐち
modes: [phone]
phones: [{ number: ${number} }]
---
`;

function binary() {
  const file = resolve(process.env.SHIRUBE ?? join(REPOSITORY, 'target/release/shirube'));
  if (existsSync(file)) return file;
  throw new Error(process.env.SHIRUBE
    ? `SHIRUBE names ${file}, which is not there`
    : `there is no ${file}: run cargo build --release, or let SHIRUBE name a program`);
}

/** Starts the server, and waits until it says where it is. */
async function start(root) {
  const child = spawn(binary(), [...COMMON, 'serve', '--root', root, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  let failed;
  child.on('error', (error) => { failed = error.message; });
  child.on('exit', (code) => { failed ??= `it ended with ${code}`; });
  let address;
  try {
    await until(() => {
      if (failed) throw new Error(`\`shirube serve\` does not run: ${failed}: ${said.trim()}`);
      [address] = /http:\/\/127\.0\.0\.1:\d+\/\S*(?=\s)/.exec(said) ?? [];
      return address;
    }, '`shirube serve` says no address');
  } catch (error) {
    child.kill();
    throw error;
  }
  const ended = new Promise((tell) => { child.on('exit', tell); });
  const stop = async () => {
    if (child.kill()) await ended;
  };
  return { address, said: () => said, stop };
}

/** Asks again and again until something is so. */
async function until(isSo, otherwise) {
  const end = performance.now() + PATIENCE.timeout;
  while (!await isSo()) {
    if (performance.now() > end) throw new Error(otherwise);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

const because = (what) => (error) => {
  throw error.name === 'TimeoutError' ? new Error(what) : error;
};

/** Waits until a page that is open shows a text, and another no longer. */
async function shows(page, text, no) {
  await page.waitForFunction(([wanted, unwanted]) => {
    const shown = document.body?.innerText ?? '';
    return shown.includes(wanted) && !(unwanted && shown.includes(unwanted));
  }, [text, no], PATIENCE).catch(because(`${page.url()} does not show ${text}${no ? ` instead of ${no}` : ''}`));
}

/** What is shown for staff is as accessible as what it is shown upon, narrow and wide, light and dark. */
async function look(page, problem) {
  await prepareAxe(page);
  await page.evaluate(layFlat);
  for (const width of [360, 1280]) {
    for (const mode of ['light', 'dark']) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia(MODES[mode]);
      for (const { what, detail } of await runAxe(page)) problem(`${what} (${width} px, ${mode})`, detail);
    }
    for (const [what, detail] of await page.evaluate(inspectLayout)) problem(`${what} (${width} px)`, detail);
  }
  await page.emulateMedia(MODES.light);
}

/** Runs inside the page: lays what is shown over it before it instead, as axe gives up on text that something covers. */
function layFlat() {
  for (const host of document.querySelectorAll('shirube-bar, shirube-problems')) {
    for (const element of [host, ...host.shadowRoot?.querySelectorAll('*') ?? []]) {
      const { position, overflowY } = getComputedStyle(element);
      if (['fixed', 'sticky'].includes(position)) element.style.position = 'static';
      if (overflowY !== 'visible') element.style.maxHeight = 'none';
    }
  }
}
