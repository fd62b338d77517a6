// What Lighthouse says of pages: accessibility, best practices and search engines, each in full. With `--full` of one of every
// kind, else of those that most people come to.

import { launch as launchChrome } from 'chrome-launcher';
import audit from 'lighthouse';
import { findChromium, FLAGS } from './browser.mjs';
import { isMoved, isNotFound, onePerKind } from './site.mjs';

const CATEGORIES = ['accessibility', 'best-practices', 'seo'];

export async function lighthouse({ site, server, full }) {
  const problems = [];
  // A page that hides from search engines is not asked how well they find it.
  const isLookedAt = (page) => IN_EACH_LANGUAGE.includes(page.kind) || (page.language === 'ja' && (full || MAIN.includes(page.kind)));
  const pages = onePerKind(site).filter((page) => !isMoved(page) && !isNotFound(page) && isLookedAt(page));
  const chrome = await launchChrome({ chromePath: findChromium(), chromeFlags: FLAGS, ignoreDefaultFlags: false, logLevel: 'silent' });
  try {
    for (const planned of pages) {
      const isHidden = /<meta[^>]*noindex/.test(planned.html);
      const onlyCategories = CATEGORIES.filter((category) => category !== 'seo' || !isHidden);
      const result = await audit(server.url(planned), { port: chrome.port, logLevel: 'silent', onlyCategories, throttlingMethod: 'provided' });
      const { categories, audits, runtimeError } = result.lhr;
      if (runtimeError) problems.push({ page: planned.address, what: `could not be looked at: ${runtimeError.message}` });
      for (const category of onlyCategories.map((id) => categories[id])) {
        const failed = category.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
        if (category.score !== 1) {
          const what = failed.map(({ id }) => id).join(', ');
          problems.push({ page: planned.address, what: `${category.id} ${Math.round(category.score * 100)}: ${what}` });
        }
      }
    }
  } finally {
    chrome.kill();
  }
  return { problems, looked: pages.length, at: `pages, ${CATEGORIES.join(', ')}` };
}

const IN_EACH_LANGUAGE = ['_/index.html'];
const MAIN = ['index.html', 'search.html', '_/windows/_', '_/places/_', '_/for/_', '_/calendar.html', '_/flows/_', '_/all.html'];
