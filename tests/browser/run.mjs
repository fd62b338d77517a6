// The browser tests: `node run.mjs [SITE]`. See `--help`.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { axe } from './axe.mjs';
import { launch, serve, visitAll } from './browser.mjs';
import { filters } from './filter.mjs';
import { keyboard } from './keyboard.mjs';
import { lighthouse } from './lighthouse.mjs';
import { links } from './links.mjs';
import { nu } from './nu.mjs';
import { offline } from './offline.mjs';
import { openNow, timetables } from './open.mjs';
import { planted } from './planted.mjs';
import { oneFile } from './one-file.mjs';
import { callCards, print } from './print.mjs';
import { backgrounds, printed } from './printed.mjs';
import { bigNumber, layout, moved, notFound, weight, withoutScript } from './probes.mjs';
import { readings } from './readings.mjs';
import { search } from './search.mjs';
import { serve as preview } from './serve.mjs';
import { onePerKind, readSite } from './site.mjs';
import { tools } from './tools.mjs';
import { zoom } from './zoom.mjs';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const CHECKS = { nu, links, layout, zoom, bigNumber, keyboard, weight, withoutScript, readings, openNow, timetables, offline, notFound, moved, search, filters, tools, print, printed, backgrounds, callCards, oneFile, lighthouse, axe, planted };

const HELP = `node run.mjs [SITE]       checks a built site (else the repository's output/)
  --base PATH             where its server has it (else the path of base_url in content/site.yaml)
  --only NAME,NAME        these checks alone, of: ${Object.keys(CHECKS).join(' ')}
  --timetables FILE       what the example timetables of the program printed, for the check of that name
  --full                  axe at all widths in all modes on every page, the keyboard in every language: thrice as long
  --serve                 checks no built site, but drives \`shirube serve\` with a guide of its own
  --screenshots DIR       checks nothing, but takes pictures of every kind of page
CHROMIUM names a browser other than the system's chromium, SHIRUBE a program other than target/release/shirube.`;

const OPTIONS = {
  base: { type: 'string' },
  only: { type: 'string' },
  timetables: { type: 'string' },
  full: { type: 'boolean' },
  serve: { type: 'boolean' },
  screenshots: { type: 'string' },
  help: { type: 'boolean' },
};

try {
  process.exitCode = await main(parseArgs({ allowPositionals: true, options: OPTIONS }));
} catch (error) {
  console.error(`browser tests: ${error.message}`);
  process.exitCode = 2;
}

async function main({ values: options, positionals }) {
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (options.serve) return servePreview();
  const site = readSite(resolve(positionals[0] ?? join(REPOSITORY, 'output')), options.base ?? basePath());
  const names = options.only?.split(',') ?? Object.keys(CHECKS);
  const unknown = names.filter((name) => !Object.hasOwn(CHECKS, name));
  if (unknown.length > 0) {
    throw new Error(`no check is called ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`);
  }

  const browser = await launch();
  const server = await serve(site);
  try {
    console.log(`${site.pages.length} pages of ${onePerKind(site).length} kinds and languages, Chromium ${browser.version()}`);
    if (options.screenshots) return await takePictures({ site, browser, server }, resolve(options.screenshots));
    let failed = 0;
    for (const name of names) failed += await run(name, CHECKS[name], { site, browser, server, full: options.full, timetables: options.timetables }) ? 0 : 1;
    const left = Object.keys(CHECKS).length - names.length;
    const result = failed === 0 ? 'passed' : `failed: ${failed} of ${names.length} checks`;
    console.log(left > 0 ? `${result}; ${left} checks were left out` : result);
    return failed === 0 ? 0 : 1;
  } finally {
    server.close();
    await browser.close();
  }
}

async function servePreview() {
  const browser = await launch();
  try {
    return await run('serve', preview, { browser }) ? 0 : 1;
  } finally {
    await browser.close();
  }
}

/** The path that the sample's server has it under. */
function basePath() {
  const settings = join(REPOSITORY, 'content/site.yaml');
  const [, url] = (existsSync(settings) && /^base_url: *["']?([^\s"']+)/m.exec(readFileSync(settings, 'utf8'))) || [];
  if (!url) throw new Error(`${settings} names no base_url: say --base /path/`);
  return new URL(url).pathname;
}

/** Runs a check and tells what came of it. One that looked at nothing, or that could not run, has failed. */
async function run(name, check, tools) {
  const start = performance.now();
  let result;
  try {
    result = await check(tools);
  } catch (error) {
    result = { problems: [{ page: name, what: `could not run: ${error.message}` }], looked: 0, at: '' };
  }
  const { problems, looked, at, mayBeNone } = result;
  if (problems.length === 0 && looked === 0 && !mayBeNone) problems.push({ page: name, what: 'found nothing to look at' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${seconds.padStart(6)} s  ${looked} ${at}`);
  show(problems);
  return problems.length === 0;
}

/** Shows each kind of problem once, with the first places that have it. */
function show(problems) {
  const placesOf = new Map();
  for (const { page, what, detail = '' } of problems) {
    const places = placesOf.get(what) ?? placesOf.set(what, new Map()).get(what);
    places.set(detail, [...(places.get(detail) ?? []), page]);
  }
  for (const [what, places] of placesOf) {
    console.log(`     ${what}`);
    for (const [detail, pages] of [...places].slice(0, 5)) {
      const more = pages.length > 3 ? ` and ${pages.length - 3} more` : '';
      console.log(`       ${detail && `${detail}\n         in `}${pages.slice(0, 3).join(', ')}${more}`);
    }
    if (places.size > 5) console.log(`       and ${places.size - 5} more like it`);
  }
}

/** Pictures of every kind of page in every language, narrow and wide, light and dark, for people to look at. */
async function takePictures({ site, browser, server }, folder) {
  mkdirSync(folder, { recursive: true });
  const pages = onePerKind(site);
  await visitAll(browser, pages, {}, async (page, planned) => {
    await page.goto(server.url(planned));
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const name = `${planned.address.replace('.html', '').replaceAll('/', '_')}-${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
      }
    }
  });
  console.log(`${pages.length * 4} pictures in ${folder}; nothing was checked`);
  return 0;
}
