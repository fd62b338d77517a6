// The search: names and questions are made alike as the program does it, everything is found by its name, and one can
// work with it by keyboard and from a USB stick.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { watch } from './browser.mjs';
import { isMoved, isRecord } from './site.mjs';

const TABLES = join(dirname(fileURLToPath(import.meta.url)), '../search');

export async function search({ site, browser, server }) {
  const problems = [];
  const report = (page) => (what, detail) => problems.push({ page, what, detail });
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, reducedMotion: 'reduce' });
  const page = watch(await context.newPage());
  const pages = site.pages.filter((planned) => planned.address.endsWith('search.html'));
  let looked = 0;
  for (const planned of pages) {
    await page.goto(server.url(planned));
    looked += await folding(page, report(planned.address));
    looked += await romaji(page, report(planned.address));
    looked += await meanings(page, report(planned.address));
    looked += await wardsAndModes(page, site, planned, report(planned.address));
    looked += await beginnings(page, report(planned.address));
    looked += await municipalities(page, report(planned.address));
    looked += await everyRecord(page, site, planned, report(planned.address));
    looked += await keys(page, report(planned.address));
  }
  for (const planned of site.pages.filter(({ html }) => /class="?seek/.test(html))) {
    await page.goto(server.url(planned));
    looked += await waysOn(page, report(planned.address));
  }
  for (const planned of pages) {
    await page.goto(`${pathToFileURL(join(site.folder, planned.address))}?q=${encodeURIComponent('相談')}`);
    await page.waitForSelector('[role=option]', { timeout: 5000 })
      .catch(() => report(planned.address)('finds nothing from a USB stick'));
  }
  page.trouble.forEach((what) => report('search.html')(what));
  await context.close();
  return { problems, looked, at: `questions on ${pages.length} pages` };
}

const table = (name) => readFileSync(join(TABLES, name), 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'));

/** Latin letters as kana. */
async function romaji(page, report) {
  const cases = table('romaji.tsv');
  const read = await page.evaluate((texts) => texts.map((text) => shirube.ofRomaji(text)), cases.map(([text]) => text));
  cases.forEach(([text, expected], at) => read[at] === expected || report('is not read as kana', `${text}: ${read[at]}, not ${expected}`));
  return cases.length;
}

/** Whatever means a list leads to it, and to records too where some of the guide belong to it. */
async function meanings(page, report) {
  const { lost, asked } = await page.evaluate(async () => {
    const base = new URL('.', document.querySelector('.seek').action).href;
    const found = shirube.found;
    let core;
    shirube.found = (name, file) => {
      if (name === 'core') core = file;
      found(name, file);
    };
    await shirube.search(base, '?', '');
    shirube.found = found;
    const lost = [];
    let asked = 0;
    for (const [marks, ...words] of core.q) {
      const lists = core.r.filter(([, , , , own]) => own === marks).map(([, path]) => `${path}.html`);
      const records = core.r.filter(([place, , , , own]) => place && [...own].some((mark) => marks.includes(mark)));
      for (const word of words) {
        const { items, isUrgent } = await shirube.search(base, word, '');
        asked += 1;
        const missing = [...lists, ...records.map(([place, path]) => `${place}/${path}.html`)].filter((href) => !items.some((item) => item.href === href));
        if (missing.length > 0) lost.push([word, missing.join(', ')]);
        if (marks.includes('0') && !isUrgent) lost.push([word, 'the way to somebody who answers now']);
        const now = records.filter(([, , , , own]) => '01'.includes(own[0])).length;
        const first = items.slice(0, now).every((item) => '01'.includes(item.marks[0]));
        if (marks.includes('0') && !first) lost.push([word, 'those who answer now before all others']);
      }
    }
    return { lost, asked };
  });
  lost.forEach(([word, what]) => report('does not lead to what it means', `${word}: ${what}`));
  return asked;
}

/** A ward and a way to talk find the ward's list of it, and nothing that does not answer there. */
async function wardsAndModes(page, site, { language }, report) {
  const lists = site.pages.filter((list) => list.language === language && !isMoved(list)).map(({ address }) => address.replace(/^(en|easy)\//, '').split('/'));
  const asked = lists.filter(([, modes, file]) => modes === 'modes' && file);
  const wrong = await page.evaluate(async (asked) => {
    const base = new URL('.', document.querySelector('.seek').action).href;
    const wrong = [];
    for (const [ward, modes, file] of asked) {
      const href = `${ward}/${modes}/${file}`;
      const { items: [{ name }] } = await shirube.search(base, ward, '');
      const word = (await (await fetch(`${base}data/search/wards/${ward}.js`)).text()).split(`"${modes}/${file.replace('.html', '')}","`)[1].split('"')[0];
      const { items, isNear } = await shirube.search(base, `${name} ${word}`, '');
      if (isNear || !items.some((item) => item.href === href)) wrong.push([`${name} ${word}`, `not ${href}`]);
      const others = items.filter((item) => item.place !== ward && !item.place.startsWith('shared/') && !fits(item, name));
      if (others.length > 0) wrong.push([`${name} ${word}`, others.map((item) => item.href).join(', ')]);
    }
    return wrong;
    function fits(item, name) {
      return [...item.of, ...item.at].some((own) => own.includes(shirube.fold(name)) || own.startsWith(shirube.fold(name)));
    }
  }, asked);
  wrong.forEach(([question, what]) => report('finds what answers elsewhere, or not what answers there', `${question}: ${what}`));
  return asked.length;
}

/** Whoever leaves out 市 or 区 is led to the municipality before any record. */
async function municipalities(page, report) {
  const { wrong, asked } = await page.evaluate(async () => {
    const base = new URL('.', document.querySelector('.seek').action).href;
    const ids = new Set([...document.querySelectorAll('#place .plate')].map((plate) => plate.getAttribute('href').split('/').at(-2)));
    const wrong = [];
    let asked = 0;
    for (const id of ids) {
      const own = ({ href }) => href === `${id}/index.html`;
      const { items } = await shirube.search(base, id, '');
      const names = items.find(own)?.of.filter((name) => /[区市町村くし]$/.test(name)) ?? [];
      for (const name of names) {
        asked += 1;
        const found = (await shirube.search(base, name.slice(0, -1), '')).items;
        const before = found.slice(0, Math.max(found.findIndex(own), 0)).filter((item) => item.place && item.href !== `${item.place}/index.html`);
        if (!found.some(own) || before.length > 0) wrong.push([name.slice(0, -1), before.map(({ name }) => name).join(', ')]);
      }
    }
    return { wrong, asked };
  });
  wrong.forEach(([question, before]) => report('does not lead to the municipality before all records', `${question}: ${before}`));
  return asked;
}

/** What stands inside a name in Latin letters by chance does not find it. */
async function beginnings(page, report) {
  const { wrong, asked } = await page.evaluate(async () => {
    const base = new URL('.', document.querySelector('.seek').action).href;
    const wrong = [];
    const ids = new Set([...document.querySelectorAll('#place .plate')].map((plate) => plate.getAttribute('href').split('/').at(-2)));
    for (const id of ids) {
      const part = id.slice(1);
      if (/[^a-z]/.test(id) || part.length < 3) continue;
      const { items } = await shirube.search(base, part, '');
      const ward = items.find(({ href }) => href === `${id}/index.html`);
      if (ward && !ward.of.some((name) => name.startsWith(shirube.fold(part)) || name.startsWith(shirube.ofRomaji(part) || '-'))) wrong.push([part, id]);
    }
    return { wrong, asked: ids.size };
  });
  wrong.forEach(([part, id]) => report('finds by letters inside a name', `${part}: ${id}`));
  return asked;
}

/** Whoever finds nothing, or is in need, is shown numbers and other ways to look, and nobody else is. */
async function waysOn(page, report) {
  const shows = async (question) => {
    await page.locator('.seek input').fill(question);
    await page.waitForFunction((isAsked) => !isAsked || document.querySelector('.seek [role=status]').textContent, question !== '', { timeout: 5000 })
      .catch(() => report(`tells nothing of what is found for ${question}`));
    await page.waitForTimeout(30);
    return page.locator('.way').isVisible();
  };
  const input = await page.locator('.seek input').count();
  if (input !== 1) return 0;
  if (await page.locator('.way').isVisible()) report('shows other ways before anything is asked');
  if (!await shows('ぬるぽぬるぽ')) report('leads nowhere where nothing is found');
  if (!/\d{3}/.test(await page.locator('.way').innerText())) report('offers no number where nothing is found');
  if (await page.locator('.way a[href*="#place"]').count() === 0) report('does not lead to the lists where nothing is found');
  if (!await shows('死にたい')) report('does not lead to those who answer now');
  await page.locator('.seek input').fill('');
  await page.locator('.way').waitFor({ state: 'hidden', timeout: 2000 }).catch(() => report('shows other ways when nothing is asked any more'));
  return 3;
}

/** The table that the program is held to as well. */
async function folding(page, report) {
  const cases = table('folding.tsv');
  const folded = await page.evaluate((texts) => texts.map((text) => shirube.fold(text)), cases.map(([text]) => text));
  cases.forEach(([text, expected], at) => {
    if (folded[at] !== expected) report('is not made alike as the program does it', `${text}: ${folded[at]}, not ${expected}`);
  });
  return cases.length;
}

/** The page of every record is among what its heading finds, and among what its reading finds. */
async function everyRecord(page, site, { language }, report) {
  const records = site.pages.filter((record) => record.language === language && isRecord(record) && !isMoved(record));
  const pattern = /<h1[^>]*>(.*?)<\/h1>(?:\s*<p[^>]*lang="?ja"?[^>]*>(.*?)<\/p>)?/s;
  const asked = records.filter((record) => /\/(windows|phone-lines|family-groups|places|programmes)\//.test(record.address))
    .flatMap(({ address, html }) => {
      const [, ...names] = pattern.exec(html) ?? [];
      return names.filter(Boolean).map((name) => [address, name.replace(/<r[pt]\b[^>]*>[^<]*|<[^>]*>/g, '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')]);
    });
  const lost = await page.evaluate(async (asked) => {
    const base = new URL('.', document.querySelector('.seek').action).href;
    const lost = [];
    for (const [address, name] of asked) {
      const { items } = await shirube.search(base, name, '');
      if (!items.some(({ href }) => `${base}${href}`.endsWith(`/${address}`))) lost.push([address, name]);
    }
    return lost;
  }, asked);
  lost.forEach(([address, name]) => report('is not found by its name', `${name} (${address})`));
  return asked.length;
}

/** The pattern of a combobox: arrows, Enter and Escape, and what a screen reader is told of it. */
async function keys(page, report) {
  const input = page.locator('.seek input');
  const state = () => page.evaluate(() => {
    const input = document.querySelector('.seek input');
    const active = document.getElementById(input.getAttribute('aria-activedescendant'));
    const options = [...document.querySelectorAll('[role=option]')];
    return {
      isOpen: input.getAttribute('aria-expanded') === 'true' && !document.getElementById(input.getAttribute('aria-controls')).hidden,
      at: options.indexOf(active),
      selected: options.filter((option) => option.getAttribute('aria-selected') === 'true').map((option) => options.indexOf(option)),
      count: options.length,
      told: document.querySelector('.seek [role=status]').textContent,
      href: options[0]?.href,
    };
  });
  const expect = (isRight, what) => isRight || report(what);
  await input.fill('相談');
  await page.waitForSelector('[role=option]', { timeout: 5000 }).catch(() => report('finds nothing for 相談'));
  let now = await state();
  expect(now.isOpen && now.at === -1, 'does not open while one types');
  expect(now.told.includes(String(now.count)), `does not tell how many there are: ${now.told}`);
  await input.press('ArrowDown');
  now = await state();
  expect(now.at === 0 && now.selected.join() === '0', 'the arrow does not lead to the first');
  await input.press('ArrowUp');
  await input.press('ArrowUp');
  now = await state();
  expect(now.at === now.count - 1, 'the arrow does not lead round to the last');
  await input.press('Escape');
  now = await state();
  expect(!now.isOpen && await input.inputValue() === '相談', 'Escape does not close it, or takes more away');
  await input.press('ArrowDown');
  await input.press('ArrowDown');
  // While an input method is at work, Enter is its own.
  await input.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })));
  const before = page.url();
  now = await state();
  await input.press('Enter');
  await page.waitForURL((url) => url.href !== before, { timeout: 5000 }).catch(() => report('Enter leads nowhere'));
  expect(page.url() === now.href, `Enter leads to ${page.url()} instead of ${now.href}`);
  await page.goBack();
  await page.locator('.seek input').fill('ぬるぽぬるぽ');
  await page.waitForFunction(() => document.querySelector('.seek [role=status]')?.textContent, null, { timeout: 5000 })
    .catch(() => report('does not tell that nothing was found'));
  return 8;
}
