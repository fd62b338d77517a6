// After one visit to a ward, everything of it opens without a network. Pages are asked for first and taken from the store
// only when no answer comes, and then they say so; what is named by its content comes from the store first.
// BUILD, WORDS and RESERVED, the names that no ward has, stand above; a new build has a new store.
const NAME = `shirube ${registration.scope} `;
const STORE = NAME + BUILD;
const SAVED = 'x-saved-on';
const MISSING = 'not-kept';
const PATIENCE = 8000;
// What a browser has kept by itself says of no page that it is old.
const FRESH = { cache: 'no-cache' };

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => event.waitUntil(keep(event.data).then(renew)));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && request.url.startsWith(registration.scope)) event.respondWith(answer(event));
});

// Whatever ward an earlier build has kept, this one keeps as well before the old store goes.
const renew = async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME) || name === STORE) continue;
    const old = await (await caches.open(name)).keys();
    const kept = old.map(({ url }) => url.slice(registration.scope.length)).filter((path) => /^((en|easy)\/)?[^/]+\/index\.html$/.test(path));
    for (const path of kept) await keep(path);
    await caches.delete(name);
  }
};

const languageOf = (path) => /^(en|easy)\//.exec(path)?.[1] ?? 'ja';

const save = async (store, url, response) => {
  const headers = new Headers(response.headers);
  headers.set(SAVED, new Date(Date.now() + 324e5).toISOString());
  await store.put(url, new Response(await response.blob(), { headers }));
};

// Everything that belongs to the ward of a page, in the language of the page.
const keep = async (path) => {
  const [ward, page] = path.replace(/^(en|easy)\//, '').split('/');
  if (!page || RESERVED.includes(ward)) return;
  const store = await caches.open(STORE);
  const list = await fetch(`${ward}/offline.json`, FRESH).catch(() => null);
  if (!list?.ok) return;
  const isNeeded = (address) => address.startsWith('assets/') || languageOf(address) === languageOf(path);
  const addresses = (await list.json()).filter(isNeeded);
  const work = async () => {
    for (let address = addresses.shift(); address; address = addresses.shift()) {
      const url = registration.scope + address;
      if (await store.match(url)) continue;
      const response = await fetch(url, FRESH).catch(() => null);
      if (response?.ok) await save(store, url, response);
    }
  };
  await Promise.all([work(), work(), work()]);
};

const answer = async ({ request }) => {
  const [path, query] = request.url.slice(registration.scope.length).split('#')[0].split('?');
  const url = registration.scope + (/(^|\/)$/.test(path) ? `${path}index.html` : path);
  const store = await caches.open(STORE);
  const saved = await store.match(url) ?? await caches.match(url);
  if (saved && path.startsWith('assets/')) return saved;
  try {
    const waiting = new AbortController();
    const timer = saved && setTimeout(() => waiting.abort(), PATIENCE);
    const response = await fetch(request, { ...FRESH, signal: waiting.signal });
    clearTimeout(timer);
    if (response.status >= 500) throw response;
    if (response.ok && response.type === 'basic') save(store, url, response.clone());
    return response;
  } catch (failure) {
    const words = WORDS[languageOf(path)];
    if (saved) return url.endsWith('.html') ? noted(saved, query === MISSING ? words.not_saved : words.saved, words) : saved;
    // What was read in one language may be asked for in another: any entrance is better than none.
    const own = /^((en|easy)\/)?/.exec(path)[0];
    for (const language of request.mode === 'navigate' ? [own, '', 'easy/', 'en/'] : []) {
      const home = `${registration.scope}${language}index.html`;
      // Led there, so that its addresses are right.
      if (await caches.match(home)) return Response.redirect(`${home}?${MISSING}`);
    }
    if (failure instanceof Response) return failure;
    throw failure;
  }
};

// A page from the store, with what it is at its top.
const noted = async (page, words, { months, saved_day: day }) => {
  const [, month, date] = page.headers.get(SAVED).split(/[-T]/);
  const on = day.replace('{month}', months.split(',')[month - 1]).replace('{day}', +date);
  const note = `<p class="notice saved">${words.replace('{day}', on)}</p>`;
  const html = (await page.text()).replace(/<main[^>]*>/, `$&${note}`);
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
};
