// axe-core on every kind of page in every language, narrow and wide, light, dark and in forced colours.

import axeCore from 'axe-core';
import { visitAll } from './browser.mjs';
import { pagesWithEveryPart } from './site.mjs';

const WIDTHS = [360, 1280];
const MODES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
};

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

export async function axe({ site, browser, server }) {
  const pages = pagesWithEveryPart(site);
  const problems = [];
  await visitAll(browser, pages, {}, async (page, planned) => {
    await page.goto(server.url(planned));
    await page.addStyleTag({ content: BESIDE_TEXT });
    await page.evaluate(axeCore.source);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const [mode, media] of Object.entries(MODES)) {
        await page.emulateMedia(media);
        const { violations, incomplete } = await page.evaluate((options) => window.axe.run(document, options), OPTIONS);
        const unsure = incomplete.filter((result) => result.id.startsWith('color-contrast'));
        for (const result of [...violations, ...unsure]) {
          for (const node of result.nodes) {
            const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');
            problems.push({
              page: `${planned.address} (${width} px, ${mode})`,
              what: `${result.id}: ${result.help}`,
              detail: `${why}, ${node.html.slice(0, 140)}`,
            });
          }
        }
      }
    }
  });
  const runs = pages.length * WIDTHS.length * Object.keys(MODES).length;
  return { problems, looked: runs, at: `runs on ${pages.length} pages` };
}
