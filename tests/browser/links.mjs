// Every inner link leads to a page and a place on it, from a server as from a USB stick.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { visitAll } from './browser.mjs';
import { isMoved, isNotFound, isRecord } from './site.mjs';

/** From the home page any record is at most this many links away. */
const MOST_CLICKS = 3;

/** What the pages of records say that have ended: they are kept, but nothing leads there. A desk says so, too. */
const ENDED = ['終わりました', 'おわりました', 'has ended'];

export async function links({ site, browser, server }) {
  const problems = [];
  const parsed = await parseAll(site, browser);
  const byUrl = new Map(site.pages.map((page) => [`${server.origin}${site.base}${page.address}`, page]));
  const statuses = new Map();
  const statusOf = async (url) => {
    if (!statuses.has(url)) statuses.set(url, (await fetch(url)).status);
    return statuses.get(url);
  };
  let looked = 0;

  for (const page of site.pages) {
    const { references } = parsed.get(page);
    const report = (what, detail) => problems.push({ page: page.address, what, detail });
    const from = `${server.origin}${site.base}${page.address}`;
    const fileFrom = pathToFileURL(join(site.folder, page.address));
    for (const reference of references) {
      const target = new URL(reference, from);
      if (target.origin !== server.origin) continue;
      looked += 1;
      const fragment = decodeURIComponent(target.hash.slice(1));
      target.hash = '';
      const status = await statusOf(target.href);
      if (status !== 200) {
        report('dead link', `${reference} is answered with ${status}`);
        continue;
      }
      const leadsTo = byUrl.get(target.href);
      if (fragment && !(leadsTo && parsed.get(leadsTo).ids.has(fragment))) report('dead fragment', reference);
      // The page for wrong addresses needs the base path, so it works on its server only.
      if (!isNotFound(page) && !isFile(new URL(reference, fileFrom))) report('leads to no file from file://', reference);
    }
  }

  distances(site, parsed, byUrl, server).forEach((problem) => problems.push(problem));
  await openAsFiles(site, browser, problems);
  return { problems, looked, at: `links on ${site.pages.length} pages` };
}

/** The references and ids of every page, by the browser's own parser and without opening any. */
async function parseAll(site, browser) {
  const parsed = new Map();
  await visitAll(browser, site.pages, {}, async (page, planned) => {
    const { references, ids } = await page.evaluate((html) => {
      const document = new DOMParser().parseFromString(html, 'text/html');
      const values = ['href', 'src', 'poster', 'data', 'action'].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)));
      const sets = [...document.querySelectorAll('[srcset]')].flatMap((element) =>
        element.getAttribute('srcset').split(',').map((candidate) => candidate.trim().split(/\s+/)[0]));
      const refresh = document.querySelector('meta[http-equiv=refresh i]')?.content.replace(/^.*?url=/i, '');
      return {
        references: [...values, ...sets, ...(refresh ? [refresh] : [])],
        ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      };
    }, planned.html);
    parsed.set(planned, { references: new Set(references), ids: new Set(ids) });
  });
  return parsed;
}

/** How far every page is from the home page of its language. */
function distances(site, parsed, byUrl, server) {
  const clicks = new Map();
  let reached = site.pages.filter((page) => page.kind === 'index.html');
  for (let distance = 0; reached.length > 0; distance += 1) {
    reached.forEach((page) => clicks.set(page, distance));
    const next = reached.flatMap((page) => [...parsed.get(page).references]
      .map((reference) => byUrl.get(new URL(reference, `${server.origin}${site.base}${page.address}`).href.replace(/#.*/, '')))
      .filter((target) => target && target.language === page.language && !clicks.has(target)));
    reached = [...new Set(next)];
  }
  return site.pages.filter(isOrdinary).flatMap((page) => {
    const hasEnded = isRecord(page) && ENDED.some((words) => page.html.includes(words));
    // A leaflet that is over has no sheet to lead here; the code on the paper that people still have does.
    const isOfOldPaper = page.address.startsWith('l/') && !/href="?[^">]*\/leaflets\/[^/">]+\.html/.test(page.html);
    if (!clicks.has(page) && (hasEnded || isOfOldPaper)) return [];
    if (!clicks.has(page)) return [{ page: page.address, what: 'no link leads here from the home page' }];
    if (isRecord(page) && clicks.get(page) > MOST_CLICKS) {
      return [{ page: page.address, what: `${clicks.get(page)} links away from the home page, more than ${MOST_CLICKS}` }];
    }
    return [];
  });
}

/** Every page opened from the disk: nothing that it asks for is missing. */
async function openAsFiles(site, browser, problems) {
  await visitAll(browser, site.pages.filter(isOrdinary), {}, async (page, planned) => {
    const report = (what) => problems.push({ page: `file://…/${planned.address}`, what });
    await page.goto(pathToFileURL(join(site.folder, planned.address)).href);
    page.trouble.forEach(report);
  });
}

const isOrdinary = (page) => !isMoved(page) && !isNotFound(page);

function isFile(url) {
  return statSync(url, { throwIfNoEntry: false })?.isFile() ?? false;
}
