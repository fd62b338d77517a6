// Buttons do what they say: print, share where the browser can, else copy; each says what came of it.

import { watch } from './browser.mjs';
import { onePerKind } from './site.mjs';

/** One page after the other: there is only one clipboard. */
export async function tools({ site, browser, server }) {
  // The one file of everything runs no scripts, and hides what would need one.
  const pages = onePerKind(site).filter((page) => page.html.includes('data-do=') && /<script/.test(page.html));
  const problems = [];
  let looked = 0;
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  await context.addInitScript(installEars);
  try {
    const page = watch(await context.newPage());
    for (const planned of pages) {
      const report = (what) => problems.push({ page: planned.address, what });
      await page.goto(server.url(planned));
      const buttons = page.locator('[data-do]');
      for (let number = 0; number < await buttons.count(); number++) {
        const button = buttons.nth(number);
        const name = await button.getAttribute('data-do');
        if (!Object.hasOwn(ACTS, name)) report(`nobody knows what the button “${name}” does`);
        else if (!await button.isVisible()) report(`the button “${name}” is not shown`);
        else await ACTS[name]({ page, button, report });
        looked += 1;
      }
    }
  } finally {
    await context.close();
  }
  return { problems, looked, at: `buttons on ${pages.length} pages` };
}

const ACTS = {
  async print({ page, button, report }) {
    await press(page, button);
    const { printed, hash } = await page.evaluate(() => ({ printed: ears.printed, hash: location.hash }));
    const at = await button.getAttribute('data-at');
    if (printed !== 1) report(`“print” opens the window for printing ${printed} times`);
    if (at && hash !== `#${at}`) report(`“print” of one sheet leaves the page at “${hash}”`);
  },

  async share({ page, button, report }) {
    const url = await page.evaluate(() => document.querySelector('link[rel=canonical]')?.href ?? location.href.split('#')[0]);
    const title = await page.title();
    // What the browser answers, whether the address is copied then, and what the page has to hand on.
    for (const [answer, isCopied] of [['shared', false], ['AbortError', false], ['NotAllowedError', true], ['cannot', true]]) {
      await press(page, button, { share: answer });
      const { shared, copied } = await page.evaluate(whatCame);
      const isOffered = answer !== 'cannot';
      if (isOffered && (shared?.url !== url || shared.title !== title)) report(`“share” hands on ${JSON.stringify(shared)}`);
      if (copied !== (isCopied ? url : '')) report(`“share” leaves “${copied}” in the clipboard (${answer})`);
      await said(page, button, isCopied ? 'copied' : undefined, report);
    }
  },

  async copy({ page, button, report }) {
    const text = await page.locator(`#${await button.getAttribute('data-at')}`).innerText();
    // A plain address has no new way, and a browser may refuse both.
    for (const [way, isCopied] of [['new', true], ['old', true], ['none', false]]) {
      await press(page, button, { copy: way });
      const { copied } = await page.evaluate(whatCame);
      if (plain(copied) !== (isCopied ? plain(text) : '')) report(`“copy” leaves “${copied.slice(0, 40)}” in the clipboard (${way} way)`);
      await said(page, button, isCopied ? 'copied' : 'not_copied', report);
    }
  },
};

/** Presses a button with an empty clipboard, in a browser that answers as it is told. */
async function press(page, button, answers = {}) {
  await page.evaluate(async (told) => {
    document.querySelectorAll('.tools [role=status]').forEach((status) => { status.textContent = ''; });
    await ears.empty();
    ears.told = told;
  }, answers);
  await button.click();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
}

async function said(page, button, word, report) {
  const status = await button.evaluate((element) => element.closest('.tools').querySelector('[role=status]')?.textContent);
  const wanted = word ? await page.evaluate((key) => shirube.words[key], word) : '';
  if (status !== wanted) report(`after a press the page says “${status}” instead of “${wanted}”`);
}

const plain = (text) => text.replace(/\r\n/g, '\n').replace(/\n+/g, '\n').trim();

/** Runs inside the page. */
async function whatCame() {
  return { shared: ears.shared, copied: await ears.clipboard() };
}

/** Runs inside the page before its scripts: hears what they ask of the browser, and answers as it is told. */
function installEars() {
  const ears = globalThis.ears = { told: {}, printed: 0 };
  const { clipboard } = navigator;
  const write = clipboard.writeText.bind(clipboard);
  const old = document.execCommand.bind(document);
  ears.clipboard = async () => (await clipboard.readText()).replace(/^\u200b$/, '');
  ears.empty = async () => {
    Object.assign(ears, { printed: 0, shared: undefined });
    await write('\u200b');
  };
  globalThis.print = () => { ears.printed += 1; };
  Object.defineProperty(clipboard, 'writeText', {
    writable: true,
    value: (text) => ((ears.told.copy ?? 'new') === 'new' ? write(text) : Promise.reject(new Error('not here'))),
  });
  document.execCommand = (name) => ears.told.copy !== 'none' && old(name);
  Object.defineProperty(navigator, 'share', {
    configurable: true,
    get: () => (ears.told.share ?? 'cannot') === 'cannot' ? undefined : async (data) => {
      ears.shared = data;
      if (ears.told.share !== 'shared') throw new DOMException('', ears.told.share);
    },
  });
}
