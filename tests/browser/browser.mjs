// Chromium, and a plain server for it that listens on the loopback address only.

import { createServer } from 'node:http';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';

export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // Whatever a page asks of another host fails here; the probes report that it asked.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** What people set up: for `newContext` and `emulateMedia`. */
export const MODES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
};

/** Starts Chromium with a new profile in a temporary folder. Only who asks for them gets service workers. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = (options) => newContext({ serviceWorkers: 'block', ...options });
  return browser;
}

export function findChromium() {
  const named = process.env.CHROMIUM;
  const candidates = named ? [named] : process.env.PATH.split(delimiter).map((folder) => join(folder, 'chromium'));
  const found = candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
  if (found) return found;
  throw new Error(named
    ? `CHROMIUM names ${named}, which is no program: let it name a Chromium, or install the package chromium`
    : 'there is no Chromium: install the package chromium, or let CHROMIUM name one');
}

/** Visits every item in a few browser pages side by side. `visit` gets a page whose `trouble` is what went wrong. */
export async function visitAll(browser, items, options, visit) {
  const queue = [...items];
  const open = async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    return { context, page: watch(await context.newPage()) };
  };
  const work = async () => {
    let { context, page } = await open();
    try {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        // Chromium leaves a page waiting for ever once in a long while; a new one is answered, or that is the fault.
        for (let tries = 1; !await isVisited(page, item, visit); tries++) {
          if (tries === 2) throw new Error(`${item.address ?? item} is not answered within ${PATIENCE / 1000} s`);
          await context.close();
          ({ context, page } = await open());
        }
      }
    } finally {
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(items.length, availableParallelism(), 8) }, work));
}

const PATIENCE = 120_000;

async function isVisited(page, item, visit) {
  page.trouble.length = 0;
  page.requested.length = 0;
  const visited = visit(page, item).then(() => true);
  // What is given up breaks off when its page is closed.
  visited.catch(() => {});
  const waiting = new AbortController();
  const gone = wait(PATIENCE, false, { signal: waiting.signal });
  gone.catch(() => {});
  try {
    return await Promise.race([visited, gone]);
  } finally {
    waiting.abort();
  }
}

/** Notes what a page asks for, and what fails or complains. */
export function watch(page) {
  page.trouble = [];
  page.requested = [];
  page.on('request', (request) => page.requested.push(request.url()));
  // An icon that is still on its way when the next page is opened is aborted; that is no fault of the page.
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') page.trouble.push(`request failed: ${request.url()}`);
  });
  page.on('pageerror', (error) => page.trouble.push(`script failed: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.trouble.push(`console: ${message.text()}`);
  });
  return page;
}

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp',
  '.ics': 'text/calendar; charset=utf-8', '.vcf': 'text/vcard; charset=utf-8', '.csv': 'text/csv; charset=utf-8',
};

/** Serves a site under its base path, as any plain server would; where nothing stands, its 404 page. */
export async function serve(site) {
  const requests = [];
  const replaced = new Map(); // what answers in place of a file
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const send = (status, type, body) => {
      requests.push({ path: url.pathname, body });
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    if (!url.pathname.startsWith(site.base)) return send(404, 'text/plain', 'outside of the site');
    let path = decodeURIComponent(url.pathname.slice(site.base.length));
    if (path === '' || path.endsWith('/')) path += 'index.html';
    if (replaced.has(path)) return send(200, TYPES[extname(path)], replaced.get(path));
    if (site.files.includes(path)) {
      let body = readFileSync(join(site.folder, path));
      // A page that leads on at once cannot be looked at: with `?stay` it waits as long as WCAG 2.2.1 asks for.
      if (url.searchParams.has('stay')) body = body.toString().replace(/content="0;/, 'content="72001;');
      return send(200, TYPES[extname(path)] ?? 'application/octet-stream', body);
    }
    const notFound = join(site.folder, '404.html');
    return send(404, TYPES['.html'], existsSync(notFound) ? readFileSync(notFound) : 'not found');
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    requests,
    replaced,
    url: (page) => `${origin}${site.base}${page.address}${page.kind === 'moved' ? '?stay' : ''}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
