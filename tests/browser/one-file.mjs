// The one file of everything, opened from a disk: its own style works, nothing else does, and nothing is asked for.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { visitAll } from './browser.mjs';
import { onePerKind } from './site.mjs';

export async function oneFile({ site, browser }) {
  const pages = onePerKind(site).filter((page) => page.kind === '_/one-file.html');
  const problems = [];
  await visitAll(browser, pages, {}, async (page, planned) => {
    const report = (what) => problems.push({ page: planned.address, what });
    const { href } = pathToFileURL(join(site.folder, planned.address));
    await page.goto(href);
    page.requested.filter((url) => url !== href && !url.startsWith('data:')).forEach((url) => report(`asks for ${url}`));
    page.trouble.forEach(report);
    (await page.evaluate(tryAll)).forEach(report);
  });
  return { problems, looked: pages.length, at: 'files, each by itself' };
}

/** Runs inside the page: what works and must not, and what must and does not. */
async function tryAll() {
  const problems = [];
  const frame = document.querySelector('.window .call');
  if (document.styleSheets.length !== 1 || document.styleSheets[0].cssRules.length < 100) problems.push('has not one style sheet of its own');
  if (!frame || getComputedStyle(frame.parentElement).borderTopStyle !== 'solid') problems.push('its style does not work');

  const refused = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective));
  const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
  globalThis.ran = [];
  add('script', { textContent: 'ran.push("a script")' });
  add('script', { src: 'data:text/javascript,ran.push("a script of an address")' });
  add('p', { innerHTML: '<b onclick="ran.push(\'an event\')">a</b>' });
  document.body.lastChild.firstChild.click();
  add('style', { textContent: 'body { outline: 7px solid }' });
  add('p', { innerHTML: '<b id="styled" style="outline: 7px solid">a</b>' });
  add('img', { src: 'https://www.example.jp/a.png' });
  add('iframe', { src: 'data:text/html,a' });
  await new Promise((done) => setTimeout(done, 200));
  problems.push(...globalThis.ran.map((what) => `${what} runs in it`));
  for (const [what, element] of [['a second style sheet', document.body], ['a style attribute', document.getElementById('styled')]]) {
    if (getComputedStyle(element).outlineWidth === '7px') problems.push(`${what} works in it`);
  }
  for (const kind of ['script-src', 'style-src', 'img-src', 'frame-src']) {
    if (!refused.some((directive) => directive.startsWith(kind))) problems.push(`its policy lets through what ${kind} is about`);
  }
  return problems;
}
