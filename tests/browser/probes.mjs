// What no general checker knows: our own rules for every page, measured in the browser.

import { gzipSync } from 'node:zlib';
import { visitAll } from './browser.mjs';
import { isMoved, isNotFound, isWard, onePerKind } from './site.mjs';

const WIDTHS = [320, 360, 768, 1280];

/** No page scrolls sideways, every target is large enough, headings are in order, numbers shown are numbers dialled. */
export async function layout({ site, browser, server }) {
  const problems = [];
  await visitAll(browser, site.pages, {}, async (page, planned) => {
    await page.goto(server.url(planned));
    const report = (width) => ([what, detail]) => problems.push({ page: `${planned.address}${width}`, what, detail });
    (await page.evaluate(inspectPage, planned.language === 'en' ? 'en' : 'ja')).forEach(report(''));
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      (await page.evaluate(inspectLayout)).forEach(report(` (${width} px)`));
    }
    const own = (url) => url.startsWith(`${server.origin}${site.base}`) || url.startsWith('data:');
    page.requested.filter((url) => !own(url)).map((url) => ['asks another host for', url]).forEach(report(''));
    page.trouble.map((what) => [what]).forEach(report(''));
  });
  return { problems, looked: site.pages.length, at: `pages at ${WIDTHS.join(', ')} px` };
}

/** Runs inside the page: what does not depend on its width. Gives what is wrong, and with which element. */
function inspectPage(language) {
  const problems = [];
  const tag = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);

  if (document.documentElement.lang !== language) {
    problems.push([`lang is "${document.documentElement.lang}" instead of "${language}"`]);
  }

  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((heading) => heading.checkVisibility());
  const tops = headings.filter((heading) => heading.localName === 'h1').length;
  if (tops !== 1) problems.push([`${tops} h1 instead of one`]);
  headings.reduce((above, heading) => {
    const level = Number(heading.localName[1]);
    if (level > above + 1) problems.push([`a heading skips from level ${above} to ${level}`, tag(heading)]);
    return level;
  }, 0);

  // A link shows the number that it dials, and nothing else with digits in it. +81 and 0 are the same; toll-free,
  // shared-cost and short numbers do not connect as +81.
  const digits = (text) => text.normalize('NFKC').replace(/[^0-9#+]/g, '').replace(/^\+81/, '0').replace(/\+/g, '');
  for (const link of document.querySelectorAll('a[href^="tel:" i]')) {
    const [dialled, ...parameters] = decodeURIComponent(link.getAttribute('href').slice(4)).split(';');
    if (!/^(\+81[1-9]\d{8,9}|0(120|800|570)\d{6,7}|#?[1-9]\d{2,4})$/.test(dialled) || /^\+81(120|800|570)/.test(dialled)) {
      problems.push(['cannot be dialled', tag(link)]);
    }
    if (parameters.some((parameter) => !/^ext=\d+$/.test(parameter))) problems.push(['odd telephone parameter', tag(link)]);
    for (const shown of [link.textContent, link.getAttribute('aria-label'), link.title].filter(Boolean)) {
      if (digits(shown) !== digits(dialled)) problems.push([`shows ${shown} but dials ${dialled}`, tag(link)]);
    }
  }

  for (const link of document.querySelectorAll('link:is([rel~=preconnect], [rel~=dns-prefetch], [rel~=prerender])')) {
    if (new URL(link.href).origin !== location.origin) problems.push(['reaches out to another host', tag(link)]);
  }
  return problems;
}

/** Runs inside the page: what depends on its width. */
export function inspectLayout() {
  const problems = [];
  const tag = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);

  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].find((e) => e.getBoundingClientRect().right > clientWidth + 0.5);
    problems.push(['scrolls sideways', `${scrollWidth} px in ${clientWidth}${wide ? `, ${tag(wide)}` : ''}`]);
  }

  // A link is part of a running sentence if it is set inline and words that belong to no link stand in the same block,
  // outside of blocks within it. All other links stand alone.
  const blockOf = (node) => {
    let block = node.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    return block;
  };
  const isInSentence = (link) => {
    if (!link.matches('a') || getComputedStyle(link).display !== 'inline') return false;
    const block = blockOf(link);
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (/\p{L}{2}/u.test(text.data) && !text.parentElement.closest('a, button') && blockOf(text) === block) return true;
    }
    return false;
  };
  // Clicking on the label of a box or radio button is clicking on it.
  const targetSize = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  const targets = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex]:not([tabindex="-1"])';
  for (const element of document.querySelectorAll(targets)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || isInSentence(element)) continue;
    const [width, height] = targetSize(element);
    if (width < 43.99 || height < 43.99) {
      problems.push(['target of less than 44 x 44 px', `${width.toFixed(1)} x ${height.toFixed(1)} px, ${tag(element)}`]);
    }
  }
  return problems;
}

/** The big number of a ward stays on one line at every width, in the face that it is designed for. */
export async function bigNumber({ site, browser, server }) {
  const wards = site.pages.filter(isWard);
  const problems = [];
  let looked = 0;
  await visitAll(browser, wards, {}, async (page, planned) => {
    await page.goto(server.url(planned));
    const numbers = page.locator('.call .num span');
    if (await numbers.count() === 0) return;
    const faces = await facesOf(page, '.call .num span');
    if (faces.join() !== 'BIZ UDGothic') {
      problems.push({
        page: planned.address,
        what: `the number is set in ${faces.join(', ')} instead of BIZ UDGothic (package fonts-morisawa-bizud-gothic)`,
      });
    }
    for (let width = 320; width <= 1280; width += 30) {
      looked += 1;
      await page.setViewportSize({ width, height: 800 });
      const broken = await numbers.evaluateAll((spans) => spans.filter((span) => {
        const range = document.createRange();
        range.selectNodeContents(span);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
      }).map((span) => span.textContent));
      const at = `${planned.address} (${width} px)`;
      broken.forEach((number) => problems.push({ page: at, what: `${number} breaks into lines` }));
    }
  });
  return { problems, looked, at: `widths of ${wards.length} ward pages` };
}

async function facesOf(page, selector) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  await devtools.detach();
  return fonts.map((font) => font.familyName);
}

/** The first view of a ward: HTML and style sheet, two requests, 14 KB over the wire. */
export async function weight({ site, browser, server }) {
  const limit = 14_000;
  const wards = site.pages.filter(isWard);
  const problems = [];
  const scriptLimit = 10_000;
  let heaviest = 0;
  let heaviestScripts = 0;
  for (const planned of wards) {
    const context = await browser.newContext(); // with an empty cache
    const page = await context.newPage();
    server.requests.length = 0;
    await page.goto(server.url(planned), { waitUntil: 'networkidle' });
    // What comes later holds up nothing of the first view: the icon, the styles of paper and of what stands below the main
    // window, and scripts that wait for the page.
    const later = await page.locator('link[rel~=icon], link[media=print], main link, script[src][defer]')
      .evaluateAll((elements) => elements.map((element) => new URL(element.href ?? element.src).pathname));
    await context.close();
    const needed = server.requests.filter(({ path }) => !later.includes(path));
    const scripts = server.requests.filter(({ path }) => path.endsWith('.js'));
    const ofScripts = scripts.map(({ body }) => gzipSync(body).length).reduce((a, b) => a + b, 0);
    heaviestScripts = Math.max(heaviestScripts, ofScripts);
    if (ofScripts > scriptLimit) problems.push({ page: planned.address, what: `its scripts weigh ${ofScripts} bytes, more than ${scriptLimit}` });
    if (needed.length > 2) {
      problems.push({ page: planned.address, what: `${needed.length} requests: ${needed.map(({ path }) => path).join(' ')}` });
    }
    const bytes = needed.map(({ body }) => gzipSync(body).length).reduce((a, b) => a + b, 0);
    heaviest = Math.max(heaviest, bytes);
    if (bytes > limit) problems.push({ page: planned.address, what: `the first view weighs ${bytes} bytes, more than ${limit}` });
  }
  return { problems, looked: wards.length, at: `ward pages, the heaviest ${heaviest} bytes in gzip, its scripts ${heaviestScripts}` };
}

/** Without JavaScript a page says the same and leads to the same places. */
export async function withoutScript({ site, browser, server }) {
  const pages = onePerKind(site);
  const seen = { true: new Map(), false: new Map() };
  for (const javaScriptEnabled of [true, false]) {
    await visitAll(browser, pages, { javaScriptEnabled }, async (page, planned) => {
      await page.goto(server.url(planned));
      // What only a clock can say, and buttons of which the menus of a browser have the same.
      await page.evaluate(() => document.querySelectorAll('.now, button.tool').forEach((element) => element.remove()));
      seen[javaScriptEnabled].set(planned, await page.evaluate(() => [
        ...document.body.innerText.split('\n').map((line) => line.trim()).filter(Boolean),
        ...[...document.links].map((link) => `link to ${link.getAttribute('href')}`),
      ]));
    });
  }
  const problems = pages.flatMap((planned) => {
    const without = new Set(seen.false.get(planned));
    const missing = seen.true.get(planned).filter((line) => !without.has(line));
    return missing.map((line) => ({ page: planned.address, what: `missing without JavaScript: ${line}` }));
  });
  return { problems, looked: pages.length, at: 'pages' };
}

/** The page for wrong addresses has its looks and its links however deep the address was. */
export async function notFound({ site, browser, server }) {
  const problems = [];
  let looked = 0;
  await visitAll(browser, site.pages.filter(isNotFound), {}, async (page) => {
    const address = `${site.base}en/no/such/place.html`;
    const report = (what) => problems.push({ page: `404.html at ${address}`, what });
    const response = await page.goto(`${server.origin}${address}`);
    if (response.status() !== 404) report(`answered with ${response.status()}`);
    const sheets = await page.evaluate(() => [...document.querySelectorAll('link[rel~=stylesheet]')]
      .map((link) => link.sheet?.cssRules.length ?? 0));
    if (sheets.length === 0 || sheets.includes(0)) report('its style sheet does not load');
    const targets = await page.evaluate(() => [...document.querySelectorAll('[href]')]
      .map((element) => new URL(element.getAttribute('href'), document.baseURI))
      .filter((url) => url.origin === location.origin && url.pathname !== location.pathname)
      .map((url) => url.pathname));
    for (const target of new Set(targets)) {
      looked += 1;
      const { status } = await fetch(`${server.origin}${target}`);
      if (status !== 200) report(`its link to ${target} is answered with ${status}`);
    }
  });
  return { problems, looked, at: 'links of 404.html at a deep address' };
}

/** A page at a former address leads on by itself. */
export async function moved({ site, browser, server }) {
  const pages = site.pages.filter(isMoved);
  const problems = [];
  await visitAll(browser, pages, {}, async (page, planned) => {
    const from = `${server.origin}${site.base}${planned.address}`;
    await page.goto(from);
    const arrived = await page.waitForURL((url) => url.href !== from, { timeout: 2000 }).then(() => true, () => false);
    const status = arrived ? (await fetch(page.url())).status : undefined;
    const what = arrived ? `leads to ${page.url()}: ${status}` : 'leads nowhere';
    if (status !== 200) problems.push({ page: planned.address, what });
  });
  return { problems, looked: pages.length, at: 'pages at former addresses', mayBeNone: true };
}
