// What was visited once opens without a network, says that it was kept and when, and is replaced by a new build.

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { isRecord, isWard } from './site.mjs';

const GONE = new URL('../../src/offline/gone.js', import.meta.url);

export async function offline({ site, browser, server }) {
  const problems = [];
  let looked = 0;
  const ward = site.pages.filter((page) => isWard(page) && page.language === 'ja').sort((a, b) => b.html.length - a.html.length)[0];
  const [folder] = ward.address.split('/');
  // Nothing leads to what has ended, and the one file of everything is there to be saved by itself.
  const isLeftOut = (page) => ['moved', '_/one-file.html'].includes(page.kind) || page.html.includes('ここは終わりました');
  const belongs = site.pages.filter((page) => page.language === 'ja' && page.address.startsWith(`${folder}/`) && !isLeftOut(page));
  const report = (planned, what) => problems.push({ page: planned.address ?? planned, what });
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  const stores = () => page.evaluate(() => caches.keys());
  const kept = () => page.evaluate(async () => {
    const names = await caches.keys();
    const stores = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return stores.flat().map((request) => new URL(request.url).pathname);
  });
  const until = async (what, is) => {
    if (!await comesTrue(is)) report(ward, `${what}, even after half a minute`);
  };
  const isKept = async () => {
    const paths = new Set(await kept());
    return belongs.every(({ address }) => paths.has(`${site.base}${address}`));
  };

  await page.goto(server.url(ward));
  await until('not everything of the ward is kept', isKept);
  await context.setOffline(true);
  const seen = await page.evaluate(() => new Intl.DateTimeFormat('ja', { timeZone: 'Asia/Tokyo', month: 'long', day: 'numeric' }).format(new Date()));
  for (const planned of belongs) {
    const answer = await page.goto(server.url(planned)).catch((error) => error);
    if (answer instanceof Error) {
      report(planned, `does not open without a network: ${answer.message.split('\n')[0]}`);
      continue;
    }
    const { note, first, heading, styled } = await page.evaluate(() => ({
      note: document.querySelector('.saved')?.textContent ?? '',
      first: document.querySelector('main')?.firstElementChild?.className ?? '',
      heading: document.querySelector('h1')?.textContent ?? '',
      styled: [...document.styleSheets].length > 0,
    }));
    if (!note.includes('保存した内容') || !note.includes(seen)) report(planned, `does not say that it was kept on ${seen}: «${note}»`);
    if (!first.includes('saved')) report(planned, 'says so elsewhere than at its top');
    if (!heading || !planned.html.includes('<h1')) report(planned, 'has lost its heading');
    if (!styled) report(planned, 'has lost its style sheet');
    looked++;
  }
  const other = site.pages.find((page) => isRecord(page) && page.language === 'ja' && !page.address.startsWith(`${folder}/`) && !page.address.startsWith('shared/'));
  if (other) {
    const answer = await page.goto(server.url(other)).catch(() => null);
    const note = answer && await page.evaluate(() => document.querySelector('.saved')?.textContent ?? '');
    if (!note?.includes('保存していない')) report(other, `was never visited, and does not say so without a network: «${note}»`);
    const isStyled = answer && await page.evaluate(() => getComputedStyle(document.body).margin === '0px');
    if (!isStyled) report(other, 'was never visited, and what stands in its place has no style');
    looked++;
  }
  await context.setOffline(false);
  await page.goto(server.url(ward));
  if (await page.locator('.saved').count() > 0) report(ward, 'says that it was kept although there is a network');

  // A new build: another mark, and a page that says something else.
  const worker = readFileSync(`${site.folder}/sw.js`, 'utf8');
  const before = await stores();
  const [, mark] = /BUILD=["'`](\w+)/.exec(worker);
  server.replaced.set('sw.js', worker.replaceAll(mark, `${mark}0`));
  server.replaced.set(ward.address, ward.html.replace('</h1>', ' 新しい</h1>'));
  await page.goto(server.url(ward));
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await until('the store of the old build stays', async () => {
    const now = await stores();
    return now.length === 1 && now[0] !== before[0];
  });
  await until('the new build is not kept', isKept);
  await context.setOffline(true);
  await page.goto(server.url(ward));
  if (!(await page.locator('h1').first().textContent()).includes('新しい')) report(ward, 'is still that of the old build');
  await context.setOffline(false);

  // Switched off: the worker that a guide then has takes itself and everything away.
  server.replaced.set('sw.js', readFileSync(GONE, 'utf8'));
  server.replaced.set(ward.address, ward.html.replace(' data-offline', ''));
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  // Nobody moves on meanwhile: under load Chromium can leave a page that is opened in this very moment waiting for ever.
  const isGone = () => page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
  await until('the worker does not take itself away', isGone);
  await page.goto(server.url(ward));
  if (!await isGone() || await page.evaluate(() => navigator.serviceWorker.controller)) report(ward, 'has its worker again');
  server.replaced.clear();
  await context.close();

  await otherLanguage(site, browser, server, ward, report);

  const fromDisk = await browser.newContext({ serviceWorkers: 'allow' });
  const diskPage = await fromDisk.newPage();
  const trouble = [];
  diskPage.on('pageerror', (error) => trouble.push(error.message));
  await diskPage.goto(`file://${site.folder}/${ward.address}`);
  if (trouble.length > 0) report(ward, `from a disk: ${trouble.join('; ')}`);
  await fromDisk.close();
  return { problems, looked, at: 'pages without a network' };
}

/** Whoever has read a ward in one language only is led to what is kept of it, whatever language is asked for. */
async function otherLanguage(site, browser, server, ward, report) {
  const [english, easy] = ['en', 'easy'].map((language) => site.pages.find(({ address }) => address === `${language}/${ward.address}`));
  if (!english || !easy) return;
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.goto(server.url(english));
  // Not with waitForFunction, to which every promise is true.
  const isKept = () => page.evaluate((path) => caches.match(path).then(Boolean), `${site.base}en/index.html`);
  if (!await comesTrue(isKept)) report(english, 'the entrance in its language is not kept, even after half a minute');
  await context.setOffline(true);
  const answer = await page.goto(server.url(easy)).catch(() => null);
  const note = answer && await page.evaluate(() => document.querySelector('.saved')?.textContent ?? '');
  if (!note) report(easy, 'was never visited, and nothing leads to the ward in the language that was');
  await context.close();
}

/** Asks again and again, for half a minute. */
async function comesTrue(is) {
  for (let tries = 0; tries < 150; tries++) {
    if (await is()) return true;
    await wait(200);
  }
  return false;
}
