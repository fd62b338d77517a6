// At 400 % zoom a screen of 1280 x 1024 px is 320 x 256 px large: nothing scrolls sideways, and what stays in its place
// while the rest scrolls leaves room to read.

import { visitAll } from './browser.mjs';
import { inspectLayout } from './probes.mjs';
import { pagesWithEveryPart } from './site.mjs';

const ZOOMED = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };

export async function zoom({ site, browser, server }) {
  const pages = pagesWithEveryPart(site);
  const problems = [];
  await visitAll(browser, pages, ZOOMED, async (page, planned) => {
    await page.goto(server.url(planned));
    for (const inspect of [inspectLayout, inspectCover]) {
      for (const [what, detail] of await page.evaluate(inspect)) {
        problems.push({ page: `${planned.address} (400 %)`, what, detail });
      }
    }
  });
  return { problems, looked: pages.length, at: 'pages at 400 %' };
}

/** Runs inside the page: scrolls through it and looks how much is covered by what does not scroll along. */
function inspectCover() {
  const most = 1 / 3;
  const staying = [...document.body.querySelectorAll('*')]
    .filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.checkVisibility());

  // What is sticky covers only what it would not cover if it scrolled along.
  const isStuck = (element) => {
    if (getComputedStyle(element).position === 'fixed') return true;
    const stuck = element.getBoundingClientRect();
    const { position } = element.style;
    element.style.position = 'static';
    const flowing = element.getBoundingClientRect();
    element.style.position = position;
    return stuck.top !== flowing.top || stuck.left !== flowing.left;
  };
  const covered = (boxes) => {
    const [columns, rows] = [32, 32];
    let points = 0;
    for (let i = 0; i < columns * rows; i += 1) {
      const [x, y] = [((i % columns) + 0.5) * innerWidth / columns, (Math.floor(i / columns) + 0.5) * innerHeight / rows];
      if (boxes.some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)) points += 1;
    }
    return points / (columns * rows);
  };

  const { scrollHeight } = document.scrollingElement;
  for (let top = 0; staying.length > 0 && top < scrollHeight; top += innerHeight / 2) {
    scrollTo({ top, behavior: 'instant' });
    const stuck = staying.filter(isStuck);
    const part = covered(stuck.map((element) => element.getBoundingClientRect()));
    if (part > most) {
      const tags = stuck.map((element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 100)).join(' ');
      const detail = `${Math.round(part * 100)} % at ${Math.round(scrollY)} px, ${tags}`;
      return [['more than a third is covered by what does not scroll', detail]];
    }
  }
  return [];
}
