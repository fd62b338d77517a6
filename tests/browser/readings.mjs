// Readings: hidden until the reader asks for them, then shown by degree, on paper too, and never spoken beside their
// words. With and without JavaScript; with it, the choice is still there on the next page.

import { visitAll } from './browser.mjs';
import { onePerKind } from './site.mjs';

/** What the radios are for, in their order: which readings are to be seen. */
const CHOICES = ['', 'ruby:not(.a) rt', 'rt'];

export async function readings({ site, browser, server }) {
  // Leaflets have none to choose: they are printed as they are.
  const pages = onePerKind(site).filter((page) => page.html.includes('<ruby') && /\bname="?yomi\b/.test(page.html));
  const problems = [];
  let looked = 0;
  for (const javaScriptEnabled of [true, false]) {
    await visitAll(browser, pages, { javaScriptEnabled }, async (page, planned) => {
      const report = (what) => problems.push({ page: planned.address, what: `${what}${javaScriptEnabled ? '' : ' (without JavaScript)'}` });
      await page.emulateMedia({ media: 'screen' });
      await page.goto(server.url(planned));
      const silent = await spoken(page);
      for (const [number, selector] of [...CHOICES.entries()].reverse()) {
        await page.locator('input[name=yomi]').nth(number).check();
        for (const media of ['screen', 'print']) {
          await page.emulateMedia({ media });
          const wrong = await page.evaluate(wrongOnes, selector);
          if (wrong > 0) report(`choice ${number} shows or hides ${wrong} readings wrongly (${media})`);
        }
        await page.emulateMedia({ media: 'screen' });
        if (await spoken(page) !== silent) report(`choice ${number} changes what is spoken`);
        looked += 1;
        // The one file of everything runs no scripts.
        if (javaScriptEnabled && /<script/.test(planned.html)) {
          await page.reload();
          if (!await page.locator('input[name=yomi]').nth(number).isChecked()) report(`choice ${number} is forgotten`);
        }
      }
      if (javaScriptEnabled && await page.evaluate(() => localStorage.length) > 0) report('“none” leaves something behind');
    });
  }
  return { problems, looked, at: `choices on ${pages.length} pages, with and without JavaScript` };
}

/** Runs inside the page. */
function wrongOnes(selector) {
  const wanted = selector ? [...document.querySelectorAll(selector)] : [];
  const isRight = (rt) => rt.checkVisibility() === (wanted.includes(rt) && rt.parentElement.checkVisibility());
  return [...document.querySelectorAll('rt')].filter((rt) => !isRight(rt)).length;
}

/** All that a screen reader gets from Chromium: names and descriptions of everything but the choice itself. */
async function spoken(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  // Boxes of lines are where lines break, which readings may change.
  const told = nodes.filter((node) => !node.ignored && node.role.value !== 'InlineTextBox');
  return told.map((node) => `${node.name?.value ?? ''}|${node.description?.value ?? ''}`).sort().join('\n');
}
