// A test that cannot fail is a defect: plants faults in copies of a ward page and expects every check to find its own.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { axe } from './axe.mjs';
import { serve } from './browser.mjs';
import { filters } from './filter.mjs';
import { keyboard } from './keyboard.mjs';
import { links } from './links.mjs';
import { nu } from './nu.mjs';
import { openNow } from './open.mjs';
import { oneFile } from './one-file.mjs';
import { callCards, print } from './print.mjs';
import { backgrounds, printed } from './printed.mjs';
import { bigNumber, layout, moved, notFound, weight, withoutScript } from './probes.mjs';
import { search } from './search.mjs';
import { isCallCard, isNotFound, isWard } from './site.mjs';
import { tools } from './tools.mjs';
import { zoom } from './zoom.mjs';

// How a page is damaged.
const swap = (from, to) => (page) => {
  const damaged = page.replaceAll(from, to);
  if (damaged === page) throw new Error(`no place for the fault: ${from} does not occur`);
  return damaged;
};
const head = (html) => swap('</head>', `${html}</head>`);
const body = (html) => swap('</main>', `${html}</main>`);
const style = (css) => head(`<style>${css}</style>`);
const ready = (script) => body(`<script>addEventListener('DOMContentLoaded', () => { ${script} })</script>`);
const text = (css) => body(`<p style="${css}">窓口は開いています</p>`);
const nothing = (page) => page;
// With little else on the page, there is less to walk through. The ways to damage it follow one another.
const small = (...damages) => (page) => damages.reduce((damaged, damage) => damage(damaged), swap(
  /(<main[^>]*>).*(?=<\/main>)/gs,
  '$1<h1>小さな頁</h1><p><a class="plate" href="#main">一</a></p>',
)(page));
const plate = (attributes, around = (link) => link) => small(body(around(`<a class="plate new" href="#main" ${attributes}>二</a>`)));

// Another page than a ward's, at an address as deep as its own.
const other = (isIt, damage) => (page, site) => damage(site.pages.find((one) => one.language === 'ja' && isIt(one)).html);
const card = (damage) => other((page) => isCallCard(page) && /data-do="?copy/.test(page.html) && page.html.split('sec sheet').length > 2, damage);
const deep = (name) => ({ address: `planted/cards/windows/${name}.html`, kind: `planted/${name}/call.html` });
const leaflet = (damage) => other((page) => /^[^/]+\/leaflets\/(?!index)/.test(page.address) && /data-modules/.test(page.html), damage);
const sheet = (name) => ({ address: `planted/leaflets/${name}.html`, kind: `planted/leaflets/${name}` });
const file = (damage) => other((page) => page.kind === '_/one-file.html', damage);
const alone = (name) => ({ address: `planted/${name}.html`, kind: '_/one-file.html', language: name });

// What the checks need to know of a page is its kind; each page is of its own kind unless said otherwise.
const ward = { kind: '_/index.html' };
const record = { kind: '_/windows/_' };
// Three pages of one kind, of which axe sees but one at a given width in a given mode. It takes the largest of a kind,
// and others for what they alone have.
const turn = { kind: 'turns', among: 'planted/turn-' };
const faintAt = (media, part) => body(`<style>@media ${media} { .new { forced-color-adjust: none; color: #ccc; background: #fff } }</style><p class="new">色</p><p class="${part}">`);
const wideAndForced = '(min-width: 1000px) and (forced-colors: active)';

// check, name, how to damage a copy of a ward page, and what the check has to say (or, with `not`, must not say; or both).
const FAULTS = [
  [nu, 'duplicate-id', body('<p id="twice"></p><p id="twice"></p>'), /Duplicate ID/],
  [nu, 'nested-links', body('<a href="#main"><a href="#main">a</a></a>'), /error: /],
  [nu, 'a-warning', body('<h1>また</h1><section><p>見出しなし</p></section>'), /warning: /],
  [nu, 'inner.css', () => '@container (min-width: 9rem) { a { colr: red; } }', /colr/],
  [nu, 'units.css', () => 'a { widht: 3cqi; }', /widht/],
  [nu, 'picture.svg', () => '<svg xmlns="http://www.w3.org/2000/svg"><circle radius="9"/></svg>', /radius/],

  [links, 'dead-link', body('<a href="../no/such.html">a</a>'), /dead link: \.\.\/no\/such\.html/],
  [links, 'dead-picture', body('<img src="../no.png" alt="">'), /dead link: \.\.\/no\.png/],
  [links, 'dead-fragment', body('<a href="#nowhere">a</a>'), /dead fragment: #nowhere/],
  [links, 'dead-icon', body('<svg><use href="#i-nothing"></use></svg>'), /dead fragment: #i-nothing/],
  [links, 'outside', body('<a href="/index.html">a</a>'), /dead link: \/index\.html is answered with 404/],
  [links, 'folder', body('<a href="../">a</a>'), /no file from file:\/\/: \.\.\//],
  [links, 'absolute-style', (page, { base }) => swap('../assets/style', `${base}assets/style`)(page), /request failed: file:/],
  [links, 'lonely', nothing, /no link leads here/],
  [links, 'near-0', body('<a href="near-1.html">a</a>'), null, { kind: 'index.html' }],
  [links, 'near-1', body('<a href="near-2.html">a</a>'), { not: /home page/ }],
  [links, 'near-2', body('<a href="near-3.html">a</a>'), { not: /home page/ }, record],
  [links, 'near-3', body('<a href="far-4.html">a</a>'), { not: /home page/ }, record],
  [links, 'far-4', nothing, /4 links away/, record],

  [layout, 'wide', body('<div style="width:330px;height:1px"></div>'), /\(320 px\): scrolls sideways/],
  [layout, 'wide-at-320', body('<style>@media (max-width: 340px) { .new { width: 330px; height: 1px } }</style><p class="new">'), [/\(320 px\): scrolls sideways/, { not: /(360|768|1280) px\): scrolls/ }]],
  [layout, 'very-wide', body('<div style="width:1300px;height:1px"></div>'), /\(1280 px\): scrolls sideways/],
  [layout, 'small-link', body('<p><a href="#main" style="display:inline-block;height:20px">本文へ進む</a></p>'), /target of .* x 20\.0 px/],
  [layout, 'bare-link', body('<p><a href="#main">本文へ進む</a></p>'), /target of/],
  [layout, 'two-links', body('<p><a href="#main">本文へ進む</a> ／ <a href="#main">本文へ戻る</a></p>'), /target of/],
  [layout, 'in-a-sentence', body('<p>くわしくは<a href="#main">本文</a>をごらんください。</p>'), { not: /target of .*>本文</ }],
  [layout, 'small-button', body('<p>押すと<button style="width:30px">押</button>開きます。</p>'), /target of .* 30\.0 x/],
  [layout, 'small-box', body('<label><input type="checkbox"> はい</label>'), /target of/],
  [layout, 'two-tops', body('<h1>もうひとつ</h1>'), /2 h1/],
  [layout, 'no-top', swap('h1>', 'h2>'), /0 h1/],
  [layout, 'skipped-level', body('<h2>二</h2><h4>四</h4>'), /skips from level 2 to 4/],
  [layout, 'language', swap('<html lang="ja"', '<html lang="en"'), /lang is "en" instead of "ja"/],
  [layout, 'wrong-number', swap(/tel:\+81\d/g, 'tel:+819'), /shows .* but dials/],
  [layout, 'wrong-label', body('<a href="tel:+81312345678" aria-label="03-1234-5679">03-1234-5678</a>'), /shows 03-1234-5679 but dials/],
  [layout, 'toll-free-abroad', body('<a href="tel:+81120529528">0120-529-528</a>'), /cannot be dialled/],
  [layout, 'right-numbers', body('<a href="tel:+81312345678;ext=12">０３（1234）5678</a><a href="tel:0120529528">0120-529-528</a><a href="tel:%237119">#7119</a>'), { not: /dial|parameter/ }],
  [layout, 'foreign-picture', body('<img src="https://example.com/a.png" alt="">'), /asks another host for: https:\/\/example\.com/],
  [layout, 'foreign-hint', head('<link rel="preconnect" href="https://example.com">'), /reaches out to another host/],
  [layout, 'complaint', body('<script>console.error("oh")</script>'), /console: oh/],
  [layout, 'exception', body('<script>throw new Error("ah")</script>'), /script failed: ah/],

  [zoom, 'wide-when-low', body('<style>@media (max-height: 300px) { .new { width: 330px; height: 1px } }</style><p class="new">'), /scrolls sideways: 3\d\d px in 320/],
  [zoom, 'small-when-low', body('<style>@media (max-height: 300px) { .new { display: block; height: 20px } }</style><a class="new" href="#main">一</a>'), /target of .* x 20\.0 px/],
  [zoom, 'high-header', style('header { position: sticky; top: 0; height: 90px; overflow: hidden }'), /more than a third is covered .*: 3[45] % at \d+ px, <header/],
  [zoom, 'low-header', style('header { position: sticky; top: 0; height: 80px; overflow: hidden }'), { not: /is covered/ }],
  [zoom, 'high-foot', body('<p style="position: fixed; inset: auto 0 0; height: 90px">'), /more than a third is covered .*: 3[45] % at 0 px/],
  [zoom, 'sticks-far-down', body('<div style="height: 900px"><p style="position: sticky; top: 0; height: 120px"></div>'), /more than a third is covered .* at [1-9]\d{2,} px/],
  [zoom, 'high-but-flowing', body('<div><p style="position: sticky; top: 0; height: 250px"></div>'), { not: /is covered/ }],

  [keyboard, 'right', small(body('<details class="sec"><summary>たたむ</summary><p class="sec"><a class="plate" href="#main">中</a></details><x-a><template shadowrootmode="open"><style>a:focus { outline: 3px solid #777 }</style><a href="#main">影</a></template></x-a>')), { not: /./ }],
  [keyboard, 'no-skip', small(swap(/<a class="?skip"?[^>]*>[^<]*<\/a>/g, '')), /the first control is no link to the main part/],
  [keyboard, 'skip-elsewhere', small(swap(/href="?#main"?/g, 'href="#foot"'), swap('<footer', '<footer id="foot"')), /the first control is no link to the main part/],
  [keyboard, 'skip-stays-hidden', small(style('.skip:focus { top: -6rem }')), /has the focus out of view: <a class="?skip/],
  [keyboard, 'skip-does-nothing', small(swap(/class="?skip"?/g, 'class="skip" onclick="return false"')), /after the skip link, Tab reaches something else/],
  [keyboard, 'no-outline', plate('style="outline: none"'), /no outline of 2 px and more: <a class="plate new/],
  [keyboard, 'thin-outline', plate('style="outline-width: 1px"'), /no outline of 2 px and more: <a class="plate new/],
  [keyboard, 'faint-outline', plate('style="outline-color: #ccc; box-shadow: none"'), /changes too little \(light\): /],
  [keyboard, 'faint-in-the-dark', small(body('<style>@media (prefers-color-scheme: dark) { .night { outline-color: #333 !important; box-shadow: none !important } }</style><a class="plate night" href="#main">二</a>')), [/changes too little \(dark\): /, { not: /\(light\)/ }]],
  [keyboard, 'cut-outline', plate('style="margin: 0"', (link) => `<div style="overflow: hidden">${link}</div>`), /changes too little \(light\): /],
  [keyboard, 'covered', plate('', (link) => `<div style="position: relative">${link}<p style="position: absolute; inset: 0; pointer-events: none"></div>`), /covered by <p style="position: absolute/],
  [keyboard, 'out-of-view', plate('style="position: absolute; left: -900px"'), /has the focus out of view/],
  [keyboard, 'trap', plate('onkeydown="return event.key !== \'Tab\' || event.shiftKey"'), /: Tab does not lead away from it/],
  [keyboard, 'trap-on-the-way-back', plate('onkeydown="return event.key !== \'Tab\' || !event.shiftKey"'), /: Shift\+Tab does not lead away from it/],
  [keyboard, 'circle', plate('id="a"', (link) => `${link} <a href="#main" onblur="setTimeout(() => a.focus())">三</a>`), /Tab reaches it again before the end/],
  [keyboard, 'first-of-all', plate('tabindex="1"'), /Tab reaches it out of order/],
  [keyboard, 'left-out', plate('tabindex="-1"'), /Tab does not reach it: <a class="plate new/],
  [keyboard, 'for-the-mouse', small(body('<span onclick="alert()">押す</span>')), /Tab does not reach it: <span onclick/],
  [keyboard, 'button-by-name', small(body('<span role="button">押す</span>')), /Tab does not reach it: <span role/],
  [keyboard, 'scrolls-within', small(body('<div style="height: 50px; overflow: auto"><p style="height: 900px"></div>')), /Tab reaches it, but it is no control: <div/],
  [keyboard, 'no-enter', small(body('<details><summary onkeydown="return event.key !== \'Enter\'">たたむ</summary></details>')), [/Enter does not open it: <summary/, { not: /Space/ }]],
  [keyboard, 'no-space', small(body('<details><summary onkeyup="return event.key !== \' \'">たたむ</summary></details>')), [/Space does not open it: <summary/, { not: /Enter/ }]],

  [bigNumber, 'too-big', style('.call .num { font-size: 16cqi !important }'), /\(1280 px\): 0[\d-]+ breaks/, ward],
  [bigNumber, 'other-face', style('.call .num { font-family: "Noto Sans CJK JP" }'), /instead of BIZ UDGothic/, ward],

  [weight, 'third-request', head('<link rel="stylesheet" href="../assets/more.css">'), /3 requests/, ward],
  [weight, 'heavy', body(`<!-- ${randomBytes(9000).toString('base64')} -->`), /weighs \d+ bytes/, ward],

  [withoutScript, 'script-writes', body('<script>document.write("<p>台本で書いた")</script>'), /missing without JavaScript: 台本で書いた/],
  [withoutScript, 'script-links', body('<script>document.write("<a href=x.html>　</a>")</script>'), /missing without JavaScript: link to x\.html/],

  [search, 'deaf-search', ready('shirube.fold = (text) => text'), /is not made alike as the program does it/],
  [search, 'stiff-search', body('<script>addEventListener("keydown", (event) => event.stopImmediatePropagation(), true)</script>'), [/the arrow does not lead to the first/, /Escape does not close it/]],
  [search, 'mute-search', ready('Object.defineProperty(document.querySelector(".seek [role=status]"), "textContent", { get: () => "", set() {} })'), [/does not tell how many/, /does not tell that nothing/]],

  [openNow, 'moves', style('.now { min-height: 0 !important }'), /the page moves by/, ward],

  [filters, 'keeps-all', style('.rec { display: grid !important }'), /leaves the wrong records/, ward],
  [filters, 'keeps-headings', style('.sec, .grp { display: block !important }'), /leaves empty groups/, ward],
  [filters, 'miscounts', ready('shirube.words.filtered = "99"'), /does not tell how many are left/, ward],

  [notFound, '404', (page, site) => site.pages.find(isNotFound).html.replaceAll(site.base, ''), [/style sheet does not load/, /answered with 404/], { kind: '404.html', address: '404.html' }],

  [moved, 'to-nowhere', head('<meta http-equiv="refresh" content="0; url=../no.html">'), /leads to .*404/, { kind: 'moved' }],
  [moved, 'stays', nothing, /leads nowhere/, { kind: 'moved' }],

  [tools, 'deaf', card(ready('addEventListener("click", (event) => event.stopImmediatePropagation(), true)')), [/“print” opens the window for printing 0 times/, /“print” of one sheet leaves/, /“share” hands on undefined/, /“copy” leaves “” in/], deep('deaf')],
  [tools, 'shares-nothing', card(ready('Object.defineProperty(navigator, "share", { value: undefined })')), [/“share” hands on undefined/, /“share” leaves “.+” in the clipboard \(AbortError\)/], deep('shares-nothing')],
  [tools, 'copies-nothing', card(ready('navigator.clipboard.writeText = async () => {}; document.execCommand = () => true')), [/“share” leaves “” in the clipboard \(cannot\)/, /“copy” leaves “” in the clipboard \(old way\)/, /says “.+” instead of/], deep('copies-nothing')],
  [tools, 'mute-tools', card(ready('document.querySelectorAll(".tools [role=status]").forEach((status) => Object.defineProperty(status, "textContent", { get: () => "", set() {} }))')), /after a press the page says “” instead of/, deep('mute-tools')],
  [tools, 'hidden-tools', card(style('[data-do] { display: none !important }')), /the button “print” is not shown/, deep('hidden-tools')],
  [print, 'ward-on-paper', style('@page { size: A4 landscape !important } @media print { .bar nav { display: block !important } }'), [/is not A4/, /navigation is printed/], ward],
  [print, 'record-on-paper', style('@media print { .sample, .is-sample::before, .sample + *, .fact { display: none !important } main { font-size: 60pt }}'), [/is not in its text/, /is not marked as a sample/], record],

  [printed, 'without-end', swap(/<div class="?again.*?<\/div>/gs, ''), /does not say where it is found/],
  [printed, 'hidden-end', style('@media print { .again { display: none !important } }'), [/the last sheet does not say /, /its code opens “”/]],
  [printed, 'other-code', swap(/[\w./-]+code\.svg/g, '../assets/none.svg'), [/its code opens “”/, { not: /asks for its code/ }]],
  [printed, 'eager-code', swap(/loading="?lazy"?/g, ''), /asks for its code before/],
  [printed, 'nameless-code', swap(/<img alt="[^"]*"/g, '<img alt=""'), /its code has no name/],
  [printed, 'end-on-screens', swap(/(<div class="?again"?) hidden/g, '$1'), /shows on screens/],
  [printed, 'no-day', style('@media print { .foot p { display: none !important } }'), /the last sheet does not say “/],
  [printed, 'no-numbers', style('@media print { .num { display: none !important } }'), /[\d-]+ is not in its text/],
  [printed, 'wide-on-paper', style('@media print { .call { width: 900px } }'), /is wider than the sheet: <div class="?call/],
  [printed, 'ways-on-paper', style('@media print { .bar nav { display: block !important } }'), /what is for screens is printed: <nav/],
  [printed, 'closed', body('<style>@media print { .new::details-content { content-visibility: hidden !important } }</style><details class="new"><summary>たたむ</summary><p>中</p></details>'), /stays closed: <p/],
  [printed, 'opened', body('<details><summary>たたむ</summary><p>中</p></details>'), { not: /stays closed/ }],

  [backgrounds, 'pale', leaflet(style('h1 { color: #fff; print-color-adjust: exact }')), /cannot be seen without backgrounds: <h1/, sheet('pale')],
  [backgrounds, 'lost-code', leaflet(swap(/<svg[^>]*data-modules.*?<\/svg>/gs, '<svg data-modules="9"></svg>')), /codes, of which 0 are read/, sheet('lost-code')],

  [callCards, 'long-card', card(style('@media print { .note { padding-bottom: 200mm !important } }')), /takes \d+ sheets for \d+ callers/, deep('long-card')],
  [callCards, 'run-on', card(style('@media print { .sheet { break-before: auto !important; min-height: 0 !important } .sheet > :not(h2) { display: none !important } }')), [/takes 1 sheets for/, /sheet 2 does not begin with/], deep('run-on')],
  [callCards, 'all-callers', card(style('@media print { .sheet { display: flex !important; break-before: page !important } }')), /takes \d+ sheets for one caller/, deep('all-callers')],

  [oneFile, 'no-policy', file(swap(/<meta[^>]*Content-Security-Policy[^>]*>/g, '')), [/a script runs in it/, /an event runs in it/, /a second style sheet works/, /a style attribute works/, /lets through what img-src/, /lets through what frame-src/], alone('no-policy')],
  [oneFile, 'other-hash', file(swap(/sha256-[^']+/g, 'sha256-AAAA')), /its style does not work/, alone('other-hash')],
  [oneFile, 'asks', file(swap(/<meta[^>]*Content-Security-Policy[^>]*>/g, '<link rel="stylesheet" href="../assets/none.css">')), /asks for file:/, alone('asks')],

  [axe, 'faint', text('color:#999;background:#fff'), /light\): color-contrast: /],
  [axe, 'under-seven', text('color:#666;background:#fff'), /color-contrast-enhanced/],
  [axe, 'large-under-seven', text('color:#666;background:#fff;font-size:40px'), /color-contrast-enhanced/],
  [axe, 'faint-in-the-dark', body('<style>@media (prefers-color-scheme: dark) { .new { color: #333 } }</style><p class="new">暗い</p>'), /dark\): color-contrast: /],
  [axe, 'faint-when-forced', body('<style>@media (forced-colors: active) { .new { forced-color-adjust: none; color: #ccc; background: #fff } }</style><p class="new">色</p>'), /forced colours\): color-contrast: /],
  [axe, 'faint-when-narrow', body('<style>@media (max-width: 400px) { .new { color: #888; background: #fff } }</style><p class="new">狭い</p>'), /360 px, light\): color-contrast: /],
  [axe, 'turn-1', faintAt(wideAndForced, 'a'), /1280 px, forced colours\): color-contrast: /, turn],
  [axe, 'turn-2', faintAt(wideAndForced, 'b'), /1280 px, forced colours\): color-contrast: /, turn],
  [axe, 'turn-3', faintAt(wideAndForced, 'c'), /1280 px, forced colours\): color-contrast: /, turn],
  [axe, 'on-something', body('<style>.new { position: relative } .new::before { content: ""; position: absolute; inset: 0; background: #000; z-index: -1 }</style><p class="new">下に何か</p>'), /color-contrast: .*pseudo/],
  [axe, 'no-alt', body('<img src="../assets/none.png">'), /image-alt/],
  [axe, 'unnamed-button', body('<button></button>'), /button-name/],
  [axe, 'tiny-targets', body('<button style="all:unset;width:12px;height:12px;display:inline-block" aria-label="a"></button><button style="all:unset;width:12px;height:12px;display:inline-block" aria-label="b"></button>'), /target-size/],
  [axe, 'outside-of-landmarks', swap('<main', '<p>どこにも属さない</p><main'), /region/],
].map(([check, name, damage, says, more]) => ({ check, name, damage, says, ...more }));

export async function planted({ site, browser }) {
  const source = site.pages.find((page) => isWard(page) && page.language === 'ja' && /tel:\+81/.test(page.html));
  if (!source) throw new Error('no ward page in Japanese has a number to damage');
  const problems = [];
  const folder = await mkdtemp(join(tmpdir(), 'shirube-planted-'));
  try {
    await cp(site.folder, folder, { recursive: true });
    await mkdir(join(folder, 'planted'));
    for (const check of new Set(FAULTS.map((fault) => fault.check))) {
      const pages = FAULTS.filter((fault) => fault.check === check).map((fault) => {
        const address = fault.address ?? `planted/${fault.name}${fault.name.includes('.') ? '' : '.html'}`;
        const html = fault.damage(source.html, site);
        return { address, html, language: fault.language ?? 'ja', kind: fault.kind ?? address, fault };
      });
      for (const page of pages) {
        await mkdir(dirname(join(folder, page.address)), { recursive: true });
        await writeFile(join(folder, page.address), page.html);
      }
      const files = pages.map((page) => page.address);
      const server = await serve({ ...site, folder, files: [...site.files, ...files] });
      const damaged = { ...site, folder, files, pages: pages.filter((page) => page.address.endsWith('.html')) };
      const found = await check({ site: damaged, browser, server }).finally(server.close);
      for (const { address, fault: { says, among = address } } of pages) {
        const said = found.problems
          .map(({ page, what, detail }) => `${page}: ${what}: ${detail}`)
          .filter((line) => line.includes(among));
        for (const expected of [says].flat().filter(Boolean)) {
          if (expected instanceof RegExp && !said.some((line) => expected.test(line))) {
            const instead = said.join(' | ') || 'nothing';
            problems.push({ page: address, what: `${check.name} does not say ${expected}, but: ${instead}` });
          }
          const wrong = expected.not && said.find((line) => expected.not.test(line));
          if (wrong) problems.push({ page: address, what: `${check.name} wrongly says: ${wrong}` });
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { problems, looked: FAULTS.length, at: 'planted faults' };
}
