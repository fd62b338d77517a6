// The filters of a ward's page: what is chosen is left, what is left empty vanishes, where nothing is left that is
// said, with JavaScript and without.

import { visitAll } from './browser.mjs';
import { isWard } from './site.mjs';

export async function filters({ site, browser, server }) {
  const wards = site.pages.filter((planned) => isWard(planned) && /class="?filter/.test(planned.html));
  const problems = [];
  let looked = 0;
  for (const javaScriptEnabled of [true, false]) {
    await visitAll(browser, wards, { javaScriptEnabled }, async (page, planned) => {
      const report = (what, detail) => problems.push({ page: planned.address, what, detail });
      await page.goto(server.url(planned));
      const all = await page.evaluate(records);
      if (all.some(({ isShown }) => !isShown)) report('hides records before anything is chosen');
      await page.locator('.filter summary').click();
      const groups = await page.evaluate(() => [...document.querySelectorAll('.filter fieldset')]
        .map((group) => ['', ...[...group.querySelectorAll('[id]')].map((choice) => choice.id)]));
      const pairs = groups.reduce((sets, group) => sets.flatMap((set) => group.map((id) => [...set, id])), [[]]);
      // The style sheet is the same in all languages; in one of them every pair is tried.
      for (const chosen of pairs.map((pair) => pair.filter(Boolean))) {
        if (chosen.length > 1 && planned.language !== 'ja') continue;
        looked += 1;
        await page.locator('.filter [type=reset]').click();
        for (const id of chosen) await page.locator(`#${id}`).check();
        const now = await page.evaluate(records);
        const signs = chosen.map((id) => id.slice(2));
        const wrong = now.filter(({ is, isShown }) => isShown !== signs.every((sign) => is.includes(sign)));
        if (wrong.length > 0) report(`${chosen.join(' and ')} leaves the wrong records`, wrong.map(({ name }) => name).join(', '));
        const empty = await page.evaluate(() => [...document.querySelectorAll('.sec, .grp')]
          .filter((group) => group.checkVisibility() && group.querySelector('.rec'))
          .filter((group) => ![...group.querySelectorAll('.rec')].some((record) => record.checkVisibility()))
          .map((group) => group.querySelector('h2, h3').textContent));
        if (empty.length > 0) report(`${chosen.join(' and ')} leaves empty groups`, empty.join(', '));
        const isSaid = await page.locator('.filter .none').isVisible();
        if (isSaid !== now.every(({ isShown }) => !isShown)) report(`${chosen.join(' and ')} ${isSaid ? 'is said to leave nothing' : 'leaves nothing and does not say so'}`);
        if (isSaid && !await page.locator('.filter .none a').first().isVisible()) report(`${chosen.join(' and ')} leads nowhere`);
        if (!javaScriptEnabled || chosen.length === 0) continue;
        const count = now.filter(({ isShown }) => isShown).length;
        const isTold = (count) => document.querySelector('.filter [role=status]').textContent.split(/\D+/).includes(count);
        await page.waitForFunction(isTold, String(count), { timeout: 2000, polling: 20 })
          .catch(() => report('does not tell how many are left', `${chosen.join(' and ')}: ${count}`));
      }
    });
  }
  return { problems, looked, at: `choices on ${wards.length} ward pages` };
}

/** Runs inside the page: every record, by which choices it is left, and whether it is shown. */
function records() {
  return [...document.querySelectorAll('.rec')].map((record) => ({
    name: record.querySelector('h3, h4').textContent,
    is: record.dataset.f,
    isShown: record.checkVisibility(),
  }));
}
