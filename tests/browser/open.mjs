// Whether somebody answers now: the script of pages against the program itself, and pages at some minutes in some zones.

import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

import { isWard, onePerKind } from './site.mjs';

const SCRIPT = new URL('../../themes/standard/assets/scripts/open.js', import.meta.url);

/** What `examples/timetables.rs` says of every minute it tried, the script must say. */
export async function timetables({ timetables: file }) {
  if (!file) throw new Error('the check timetables needs --timetables FILE: `cargo run --release --example timetables > FILE`');
  const shirube = { words: {} };
  runInNewContext(readFileSync(SCRIPT, 'utf8'), { shirube, Date, Math });
  const problems = [];
  let looked = 0;
  for (const { schedule, table, samples } of JSON.parse(readFileSync(file, 'utf8'))) {
    if (samples.length < 10_000) problems.push({ page: schedule, what: `only ${samples.length} minutes were tried` });
    for (const [minute, open, next, end] of samples) {
      const said = shirube.answer(table, minute);
      const wrong = said.open !== open
        // The next one may begin while this one still lasts; a page asks for it only where nothing is open.
        || (!open && (said.next ?? null) !== next)
        || (open && end !== null && (said.until ?? 0) !== end);
      if (wrong && problems.length < 20) {
        const time = new Date(minute * 6e4).toISOString().slice(0, 16);
        problems.push({ page: schedule, what: `at ${time} in Tokyo: the script says ${JSON.stringify(said)}, the program ${JSON.stringify({ open, next, end })}` });
      }
      looked++;
    }
  }
  return { problems, looked, at: 'minutes of the program and the script' };
}

/** Where a device may be, and what its clock may show: hours from Japan do not matter. */
const ZONES = ['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati'];

/** Pages say at a minute what their tables say, in every zone, without moving anything; and that they are old when they are. */
export async function openNow({ site, browser, server }) {
  const problems = [];
  const wards = onePerKind(site).filter((page) => isWard(page) && /data-open="(?![^"]*;1234567 0000-2400")/.test(page.html));
  const built = /data-open="?(\d{4}-\d\d-\d\d) (\d+)/.exec(wards[0]?.html ?? '');
  if (!built) throw new Error('no ward of this site has hours that a script could look up');
  const day = (number) => Date.parse(`${built[1]}T00:00:00+09:00`) + number * 864e5;
  const instants = [10.5, 13, 21, 27].flatMap((hour) => [3, 4].map((number) => day(number) + hour * 36e5));
  let looked = 0;
  for (const planned of wards) {
    const said = new Map();
    for (const timezoneId of ZONES) {
      const context = await browser.newContext({ timezoneId, viewport: { width: 360, height: 740 } });
      for (const instant of [...instants, day(+built[2] + 1), day(-3)]) {
        const page = await context.newPage();
        await page.clock.setFixedTime(instant);
        await page.addInitScript(() => {
          globalThis.shift = 0;
          // Chromium at times tells of something that goes and is no part of the document; what moves in the page is.
          const isOfPage = (entry) => entry.sources.some((source) => source.node);
          const add = (entry) => { globalThis.shift += entry.value; };
          new PerformanceObserver((list) => list.getEntries().filter(isOfPage).forEach(add))
            .observe({ type: 'layout-shift', buffered: true });
        });
        await page.goto(server.url(planned));
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const seen = await page.evaluate(() => {
          // What is open at any time is so without a table.
          const lookedUp = [...document.querySelectorAll('.now:not([data-open$=";1234567 0000-2400"])')];
          const frame = document.querySelector('.window');
          return {
            now: lookedUp.map((element) => `${element.className} ${element.textContent}`),
            frame: frame?.className ?? '',
            isLookedUp: !frame?.querySelector('.now') || lookedUp.some((element) => frame.contains(element)),
            shift: globalThis.shift,
            // What is copied or spoken has a blank between the two.
            runsOn: [...document.querySelectorAll('.now small')].some((small) => !/^\s/.test(small.nextSibling?.data)),
          };
        });
        const report = (what) => problems.push({ page: planned.address, what: `${new Date(instant).toISOString()} ${timezoneId}: ${what}` });
        if (seen.shift > 0) report(`the page moves by ${seen.shift}`);
        if (seen.runsOn) report('what it says runs on behind the words about the clock');
        const isKnown = instants.includes(instant);
        const states = seen.now.map((text) => /^now (on|off|) *(.*)$/s.exec(text));
        if (isKnown && states.some((state) => !state?.[1] || !state[2])) report(`something is not said: ${JSON.stringify(seen.now)}`);
        if (!isKnown && states.some((state) => state?.[1])) report(`it says whether somebody answers, and cannot know: ${JSON.stringify(seen.now)}`);
        if (!isKnown && seen.isLookedUp && /is-/.test(seen.frame)) report(`its window is ${seen.frame}`);
        const before = said.get(instant);
        if (before && before !== JSON.stringify(seen.now)) report(`elsewhere it says ${before}, here ${JSON.stringify(seen.now)}`);
        said.set(instant, JSON.stringify(seen.now));
        await page.close();
        looked++;
      }
      await context.close();
    }
    if (new Set(said.values()).size < 4) problems.push({ page: planned.address, what: 'it says much the same at all hours' });
  }
  // A file that was saved by itself runs no scripts; its top says of which day it is.
  const hasDates = (page) => /class="?dates\b/.test(page.html) && page.kind !== '_/one-file.html';
  for (const planned of onePerKind(site).filter(hasDates)) {
    const context = await browser.newContext();
    for (const later of [10, 40, 3 * 365]) {
      const page = await context.newPage();
      await page.clock.setFixedTime(day(1 + later) + 12 * 36e5);
      await page.goto(server.url(planned));
      const today = new Date(day(1 + later) + 21 * 36e5).toISOString().slice(0, 10);
      const lists = await page.evaluate(() => [...document.querySelectorAll('.dates')].map((dates) => ({
        shown: [...dates.querySelectorAll('li > time')].filter((time) => time.checkVisibility()).map((time) => time.dateTime),
        last: dates.dataset.last,
        isOld: Boolean(dates.querySelector('.gap')?.checkVisibility()),
      })));
      for (const { shown, last, isOld } of lists) {
        const over = shown.filter((date) => date < today);
        const report = (what) => problems.push({ page: planned.address, what: `${later} days after its build: ${what}` });
        if (over.length > 0) report(`${over.join(', ')} stand there and are over`);
        if (shown.length === 0 && !isOld) report('no date is left, and nothing says that the list is old');
        if (last < today && !isOld) report(`it was complete until ${last}, and nothing says that it is old`);
        if (shown.length > 0 && !(last < today) && isOld) report('it calls itself old and still has dates');
      }
      await page.close();
      looked++;
    }
    await context.close();
  }
  return { problems, looked, at: 'ward pages and lists of dates at minutes in zones' };
}
