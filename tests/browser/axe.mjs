// axe-core on every kind of page in every language, from narrow to wide, light, dark and in forced colours.
//
// Four widths in three modes are twelve runs, too many for every page. So each page is seen at every width, and from
// width to width the mode changes: a turn. There are three turns, and together they are all twelve runs:
//
//            320 px   360 px   768 px   1280 px
//   turn 0   light    dark     forced   light
//   turn 1   dark     forced   light    dark
//   turn 2   forced   light    dark     forced
//
// The pages of a kind, mostly one in each language, take turns; where there are fewer than three of them, a page takes
// several. So every page meets every width and every mode, and every kind meets all twelve. With `--full`, every page
// takes all three turns.

import axeCore from 'axe-core';
import { MODES, visitAll } from './browser.mjs';
import { pagesWithEveryPart } from './site.mjs';

const WIDTHS = [320, 360, 768, 1280];

const TURNS = [0, 1, 2];

// The tips of a plate, the sill of a window and the post of a guidepost are drawn beside the text, never under it. axe
// cannot know that and gives up on all text of the same element, so they are taken away; nothing moves, as they are out
// of the flow. Text beside any other large ::before or ::after stays undecided, which is a failure.
const BESIDE_TEXT = '.plate::before, .plate::after, .window::after, .post::before { content: none !important }';

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations', 'incomplete'],
  rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  checks: {
    // axe's own settings, but 7:1 for large text as well, which is more than AAA asks for. Below 4.5:1, or 3:1 for large
    // text, the rule `color-contrast` speaks.
    'color-contrast-enhanced': {
      options: {
        ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
        pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03,
        contrastRatio: { normal: { expected: 7, minThreshold: 4.5 }, large: { expected: 7, minThreshold: 3 } },
      },
    },
  },
};

export async function axe({ site, browser, server, full }) {
  const tasks = plan(pagesWithEveryPart(site), full);
  const problems = [];
  // The one file of everything allows no styles but its own, not even the one by which this looks.
  await visitAll(browser, tasks, { bypassCSP: true }, async (page, { planned, runs }) => {
    await page.goto(server.url(planned));
    await prepareAxe(page);
    for (const { width, mode } of runs) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia(MODES[mode]);
      (await runAxe(page)).forEach((problem) => problems.push({ page: `${planned.address} (${width} px, ${mode})`, ...problem }));
    }
  });
  const runs = tasks.reduce((sum, task) => sum + task.runs.length, 0);
  return { problems, looked: runs, at: `runs on ${tasks.length} pages${full ? ', the full product' : ''}` };
}

/** Which page is looked at in which widths and modes. */
function plan(pages, full) {
  return pages.map((planned) => {
    const ofKind = pages.filter((page) => page.kind === planned.kind);
    const share = full ? 1 : Math.min(ofKind.length, TURNS.length);
    const turns = TURNS.filter((turn) => turn % share === ofKind.indexOf(planned) % share);
    return { planned, runs: turns.flatMap(runsOf) };
  });
}

const runsOf = (turn) => WIDTHS.map((width, i) => ({ width, mode: Object.keys(MODES)[(turn + i) % TURNS.length] }));

/** Gives axe to a page. */
export async function prepareAxe(page) {
  await page.addStyleTag({ content: BESIDE_TEXT });
  await page.evaluate(axeCore.source);
}

/** Runs axe in a page as it is set up now. Gives what is wrong; of what it could not decide, the contrasts. */
export async function runAxe(page) {
  const { violations, incomplete } = await page.evaluate((options) => window.axe.run(document, options), OPTIONS);
  const unsure = incomplete.filter((result) => result.id.startsWith('color-contrast'));
  const drawn = (await page.evaluate(faintInDrawings)).map((html) => ({ what: 'text of a drawing is not told apart by 7:1', detail: html }));
  return [...violations, ...unsure].flatMap((result) => result.nodes.filter(isNoDrawing).map((node) => {
    const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');
    return { what: `${result.id}: ${result.help}`, detail: `${why}, ${node.html.slice(0, 140)}` };
  })).concat(drawn);
}

/** axe does not see what a drawing's text stands on. */
const isNoDrawing = (node) => !/^<text[ >]/.test(node.html);

/** The texts of drawings that are less than 7:1 from the ground of the page below them. Runs in the page. */
function faintInDrawings() {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const own = getComputedStyle(element).backgroundColor;
    const alpha = parts(own)[3] ?? 1;
    return alpha === 1 || !element.parentElement ? own : ground(element.parentElement);
  };
  return [...document.querySelectorAll('svg text')].filter((text) => {
    const [a, b] = [light(getComputedStyle(text).fill), light(ground(text.ownerSVGElement))].sort((a, b) => b - a);
    return (a + 0.05) / (b + 0.05) < 7;
  }).map((text) => text.outerHTML.slice(0, 140));
}
