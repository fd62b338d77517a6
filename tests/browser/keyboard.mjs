// By keyboard alone: one page of every kind, forth and back, narrow and wide.
//
// Tab reaches the skip link first and then every control that can be seen, each once and in the order of the document;
// Shift+Tab goes the same way back. Each shows that it has the focus, and nothing covers it. Enter and Space open what
// folds away. With `--full`, in every language.

import { MODES, visitAll } from './browser.mjs';
import { installEyes } from './eyes.mjs';
import { onePerKind } from './site.mjs';

const VIEWS = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
];

export async function keyboard({ site, browser, server, full }) {
  const tasks = plan(onePerKind(site), full);
  const problems = [];
  const photographed = new Set();
  let looked = 0;
  await visitAll(browser, tasks, {}, async (page, { planned, view }) => {
    const report = (what, detail) => problems.push({ page: `${planned.address} (${view.width} px)`, what, detail });
    const open = async () => {
      await page.goto(server.url(planned));
      await page.evaluate(installEyes);
    };
    await page.setViewportSize(view);
    await open();
    const stops = await walk(page, report, photographed);
    looked += stops; // not `+= await`, which would forget what the others counted meanwhile
    await open();
    await skip(page, report);
  });
  return { problems, looked, at: `stops on the way through ${tasks.length} pages and back` };
}

/** Every kind at both widths: in all its languages, or in two of them, other ones from kind to kind. */
function plan(pages, full) {
  if (full) return pages.flatMap((planned) => VIEWS.map((view) => ({ planned, view })));
  return [...new Set(pages.map((page) => page.kind))].flatMap((kind, i) => {
    const ofKind = pages.filter((page) => page.kind === kind);
    return VIEWS.map((view, j) => ({ planned: ofKind[(i + j) % ofKind.length], view }));
  });
}

/** From the top to the end and back. Gives the number of stops. */
export async function walk(page, report, photographed) {
  const forth = [];
  const stop = async (key, seen) => {
    await page.keyboard.press(key);
    const here = await page.evaluate(() => window.eyes.look());
    if (!here || seen.includes(here.id)) {
      if (here && here.id === seen.at(-1)) report(`${key} does not lead away from it`, here.tag);
      else if (here && here.id !== seen[0]) report(`${key} reaches it again before the end`, here.tag);
      return undefined;
    }
    here.problems.forEach((what) => report(what, here.tag));
    return here;
  };

  for (let here = await stop('Tab', forth); here; here = await stop('Tab', forth)) {
    forth.push(here.id);
    if (here.folds) {
      await fold(page, here, report);
      here = await page.evaluate(() => window.eyes.look()); // what unfolds may have moved it
    }
    if (here.problems.length === 0 && !photographed.has(here.look)) {
      photographed.add(here.look);
      await photograph(page, here, report);
    }
  }
  (await page.evaluate((ids) => window.eyes.compare(ids), forth)).forEach(([what, tag]) => report(what, tag));

  // Where the focus goes from the end is the browser's own matter, so the way back begins at the last control.
  const back = forth.slice(-1);
  await page.evaluate((id) => window.eyes.focus(id), back[0]);
  for (let here = await stop('Shift+Tab', back); here; here = await stop('Shift+Tab', back)) back.push(here.id);
  if (back.length === forth.length && back.reverse().join() !== forth.join()) report('Shift+Tab takes another way than Tab');
  if (back.length !== forth.length) report(`Shift+Tab reaches ${back.length} of ${forth.length} controls`);
  return forth.length + back.length;
}

/** Enter and Space open and close what folds away, which stays open, so that its content is walked through. */
async function fold(page, here, report) {
  const isOpen = () => page.evaluate(() => window.eyes.isOpen());
  for (const key of ['Enter', 'Space']) {
    const before = await isOpen();
    await page.keyboard.press(key);
    if (await isOpen() === before) report(`${key} does not open it`, here.tag);
  }
  if (!await isOpen()) await page.keyboard.press('Enter');
}

/** The skip link comes first, and after it the first control of the main part. */
async function skip(page, report) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => window.eyes.skipLink());
  if (!first.leadsToMain) return report('the first control is no link to the main part', first.tag);
  const { pathname } = new URL(page.url());
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  if (new URL(page.url()).pathname !== pathname) return report('the skip link leads to another page', first.tag);
  const arrived = await page.evaluate(() => window.eyes.afterSkip());
  arrived.forEach(([what, tag]) => report(what, tag));
}

/** What the focus looks like: enough changes, and changes enough (WCAG 2.4.13), in every mode. */
async function photograph(page, here, report) {
  const picture = async () => (await page.screenshot({ clip: here.clip })).toString('base64');
  for (const [mode, media] of Object.entries(MODES)) {
    await page.emulateMedia(media);
    const focused = await picture();
    await page.evaluate(() => window.eyes.blur());
    const plain = await picture();
    await page.evaluate((id) => window.eyes.focus(id), here.id);
    const changed = await page.evaluate(([a, b]) => window.eyes.changed(a, b), [focused, plain]);
    if (changed < here.enough) {
      report(`the focus changes too little (${mode})`, `${changed} px of at least ${here.enough} by 3:1, ${here.tag}`);
    }
  }
  await page.emulateMedia(MODES.light);
}
