// A built site as a folder: its pages with their kinds, and which of them to look at closely.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * @typedef {object} Page
 * @property {string} address where it stands, seen from the root of the site: `en/toshima/windows/hikikomori.html`
 * @property {string} language `ja`, `easy` or `en`: the folder that it stands in
 * @property {string} kind what it is, whatever its ids are: `_/windows/_`
 * @property {string} html
 */

/** Reads a site. `base` is the path that a server has it under. */
export function readSite(folder, base) {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(`${folder} holds no built site (no index.html): build it first, or name another folder`);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).split(sep).join('/'))
    .filter((file) => file !== '.gitignore')
    .sort();
  const pages = files.filter((file) => file.endsWith('.html')).map((address) => {
    const html = readFileSync(join(folder, address), 'utf8');
    const [, language = 'ja', path] = /^(?:(en|easy)\/)?(.*)$/.exec(address);
    return { address, language, kind: kindOf(path, html), html };
  });
  const home = pages.find((page) => page.address === 'index.html');
  // A sample hides itself from search engines everywhere; other guides do so on single pages only.
  const isSample = /<meta[^>]*noindex/.test(home.html);
  return { folder, base, files, pages, isSample };
}

/** `toshima/windows/hikikomori.html` is a `_/windows/_`; what stands at a former address is `moved`. */
function kindOf(path, html) {
  if (/<meta[^>]*http-equiv="?refresh/.test(html)) return 'moved';
  const [first, ...rest] = path.split('/');
  if (rest.length === 0) return first;
  const within = (parts) => parts.map((part) => (part === 'call.html' ? part : '_'));
  if (first === 'shared') return ['shared', '_', rest[1], ...within(rest.slice(2))].join('/');
  if (['areas', 'guides', 'for', 'concerns', 'modes', 'ages'].includes(first)) return `${first}/_`;
  return ['_', rest[0], ...within(rest.slice(1))].join('/');
}

/** A record is a page of a ward or a scope in a folder of its kind. */
export const isRecord = (page) => /^(shared\/)?_\/[a-z-]+\/_/.test(page.kind) && !isCallCard(page);
export const isCallCard = (page) => page.kind.endsWith('/call.html');
export const isWard = (page) => page.kind === '_/index.html';
export const isMoved = (page) => page.kind === 'moved';
export const isNotFound = (page) => page.kind === '404.html';

/** One page of every kind in every language: the largest. */
export function onePerKind(site) {
  const largest = new Map();
  for (const page of site.pages) {
    const key = `${page.language} ${page.kind}`;
    if (!(largest.get(key)?.html.length >= page.html.length)) largest.set(key, page);
  }
  return [...largest.values()];
}

/** One page of every kind, and as many more as it takes to see every part (`<a class="num long">`) of any page. */
export function pagesWithEveryPart(site) {
  const picked = onePerKind(site);
  const seen = new Set(picked.flatMap(parts));
  for (const page of [...site.pages].sort((a, b) => b.html.length - a.html.length)) {
    const own = parts(page);
    if (own.every((part) => seen.has(part))) continue;
    own.forEach((part) => seen.add(part));
    picked.push(page);
  }
  return picked;
}

function parts({ language, html }) {
  return [...html.matchAll(/<([a-z]\w*)\b(?:[^>]*?\sclass=("[^"]*"|[^\s>]+))?/g)]
    .map(([, tag, classes = '']) => `${language} ${tag} ${classes}`);
}
