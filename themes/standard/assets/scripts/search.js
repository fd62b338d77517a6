// Finds while one types. The build wrote what there is (src/data/search.rs); a question asks for the few files that its
// first letters fall into. Names and questions are made alike as in src/data/fold.rs; one table holds both.
{
  const SMALL = 'ぁぃぅぇぉっゃゅょゎゕゖ';
  const LARGE = 'あいうえおつやゆよわかけ';
  const SPELLINGS = [
    [/sh(?=i|$)/g, 's'], [/sh/g, 'sy'], [/ch(?=i|$)/g, 't'], [/ch/g, 'ty'], [/ts/g, 't'], [/jy/g, 'zy'],
    [/j(?=i|$)/g, 'z'], [/j/g, 'zy'], [/f/g, 'h'], [/m(?=[bmp])/g, 'n'], [/oh(?![aiueoy])/g, 'o'], [/ou/g, 'o'],
    [/oo/g, 'o'], [/uu/g, 'u'],
  ];
  const SHOWN = 20;
  /** So many ranges may be loaded for a question. */
  const RANGES = 4;

  const bare = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 96))
    .replace(/[ぁぃぅぇぉっゃゅょゎゕゖ]/g, (c) => LARGE[SMALL.indexOf(c)])
    .replace(/[^\p{Alphabetic}\p{N}]|ー/gu, '')
    .replace(/(引き?|ひき)(こも|[籠篭]も?)/g, 'ひきこも');
  const respell = (text, spellings) => spellings.reduce((folded, [from, to]) => folded.replace(from, to), text);
  const fold = (text) => respell(bare(text), SPELLINGS);

  const KANA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやいゆえよらりるれろわいうえを';
  const syllable = (consonant, vowel) => KANA['akstnhmyrw'.indexOf(consonant) * 5 + 'aiueo'.indexOf(vowel)];
  /** What is written in Latin letters in kana, folded; nothing if it is no Japanese. */
  const ofRomaji = (text) => {
    const kana = respell(bare(text), SPELLINGS.slice(0, 10))
      .replace(/[gzdbp]/g, (c) => 'ksthh'['gzdbp'.indexOf(c)])
      .replace(/([kstrh])(?=\1)/g, 'つ').replace(/n(?![aiueoy])/g, 'ん')
      .replace(/([kstnhmyrw]?)(y?)([aiueo])/g, (_, c, y, vowel) => (y ? syllable(c, 'i') : '') + syllable(y || c || 'a', vowel));
    return kana.length > 1 && !/[a-z\d]/.test(kana) ? kana : '';
  };
  /** Without the vowels that make others long, which Latin letters often leave out. */
  const short = (kana) => kana.replace(/([おこそとのほもよろを])[うお]/g, '$1').replace(/([うくすつぬふむゆる])う/g, '$1');

  const files = {};
  const waiting = {};
  /** Every file of the search calls this with its name. */
  const found = (name, file) => {
    file.of = file.r.map(() => []);
    for (const [word, ...rows] of file.t) for (const row of rows) file.of[row].push(word);
    waiting[name](file);
  };
  const load = (base, name) => files[name] ??= new Promise((done) => {
    waiting[name] = done;
    const script = document.createElement('script');
    script.src = `${base}data/search/${name}.js`;
    script.onerror = () => {
      delete files[name];
      done();
    };
    document.head.append(script);
  });

  /** How well a word fits the best of several: 0 whole, 1 its beginning, 2 inside, where that is no chance of letters. */
  const fit = ({ word, kana }, names) => Math.min(...names.map((name) => {
    if (name === word) return 0;
    if (name.startsWith(word) || (kana && short(name).startsWith(short(kana)))) return 1;
    return !/^[a-z]/.test(word) && name.includes(word) ? 2 : Infinity;
  }));

  /** A word of a question: folded, in kana if it is romaji, and what it means. Several words together mean no part of them. */
  const needle = (core, text, isOne = true) => {
    const word = fold(text);
    const kana = ofRomaji(text);
    const means = (name) => [word, kana].some((asked) => asked === name
      || (isOne && name.length > (/^[a-z]/.test(name) ? 4 : 1) && asked.includes(name))
      || (asked.length > 1 && asked.length * 2 >= name.length && name.startsWith(asked)));
    return { word, kana, marks: core.q.filter(([, ...names]) => names.some(means)).map(([marks]) => marks).join('') };
  };

  /** How well something fits some words, all of them. By what it is about it fits only where all that is about it is there. */
  const rate = (item, needles) => {
    const own = needles.map((needle) => fit(needle, item.of));
    if (!item.isAll && Math.min(...own) === Infinity) return Infinity;
    return needles.map((needle, at) => {
      const isAbout = [...item.marks].some((mark) => needle.marks.includes(mark));
      const about = item.marks.length === 1 ? 1 : item.area ? 3 : 2;
      return Math.min(own[at], needles.length > 1 ? fit(needle, item.at) : Infinity, isAbout ? about : Infinity);
    }).reduce((a, b) => a + b, 0);
  };

  /** The wards with the words that they are found by, and the prefecture of each. */
  const wardsOf = (core) => core.wards ??= core.a.flatMap(([area, count]) => Array(count).fill(area)).map((area, at) => {
    const [id, ...names] = core.w[at];
    return { id, name: names[0], area, names: [id, ...names].map(fold), parts: names.flatMap((name) => name.split(' ')).map(fold) };
  });

  /** What fits a question, the best first, what belongs to the ward `here` before all else. */
  const search = async (base, question, here) => {
    const core = await load(base, 'core');
    const texts = question.split(/\s+/).filter(fold);
    if (!core || texts.length === 0) return { items: [], say: core?.say };
    const wards = wardsOf(core);
    const words = texts.map((text) => needle(core, text));
    // Short words in Latin letters begin too many names.
    const wardsFor = (word) => wards.map((ward) => [fit(word, ward.names), ward]).filter(([fits]) => fits < (/^[a-z]{1,2}$/.test(word.word) ? 1 : 2));
    const isWard = (word) => wardsFor(word).length > 0;
    const named = words.length > 1 ? words.flatMap(wardsFor).sort(([a], [b]) => a - b).slice(0, 3).map(([, ward]) => ward) : [];
    const isRest = (word) => !isWard(word) && !named.some(({ parts }) => parts.includes(word.word));
    // Each way to read the question; words that are no ward may belong together.
    const rest = words.filter(isRest);
    const together = (texts) => needle(core, texts.join(''), false);
    const ways = [words];
    if (words.length > 1) ways.push([together(texts)]);
    if (rest.length > 1) ways.push([...words.filter((word) => !isRest(word)), together(texts.filter((_, at) => isRest(words[at])))]);

    const ranges = (word) => {
      const at = Math.max(core.f.filter((first) => first <= word).length - 1, 0);
      return core.f[at + 1]?.startsWith(word) ? [at, at + 1] : [at];
    };
    const isSmall = core.f.length <= RANGES;
    const numbers = isSmall ? core.f.keys() : (rest[0] ? rest : words.slice(-1)).flatMap(({ word, kana }) => [word, kana].filter(Boolean).flatMap(ranges));
    const places = new Set([...named.map(({ id }) => id), here].filter((id) => wards.some((ward) => ward.id === id)));
    const asked = [...[...new Set(numbers)].slice(0, RANGES).map((number) => `ranges/${number}`), ...[...places].map((id) => `wards/${id}`)];
    const all = [core, ...await Promise.all(asked.map((name) => load(base, name)))];

    const ward = new Map(wards.map((ward) => [ward.id, ward]));
    const scope = new Map(core.s.map(([id, name]) => [`shared/${id}`, { name, names: [fold(name)] }]));
    const items = new Map();
    // Also without 市 or 区.
    for (const { id, name, area, names } of wards) {
      const stems = names.map((name) => name.replace(/([区市町村くし]|ちよう|まち|むら|そん)$/, ''));
      items.set(id, { href: `${id}/index.html`, name, kind: core.say.wards, where: area, of: [...names, ...stems, fold(area)], at: [], marks: '', place: id });
    }
    all.forEach((file, number) => file?.r.forEach(([place, path, name, lead, marks, isJapanese, status], row) => {
      const href = `${place && `${place}/`}${path}.html`;
      const of = ward.get(place) ?? scope.get(place);
      const item = items.get(href) ?? {
        href, name, lead: core.say[status] ?? lead, isJapanese, status, marks, place, of: [],
        kind: core.say[path.split('/')[0]], where: of?.name ?? '', area: of?.area, at: of ? [...of.names, ...of.parts ?? [], fold(of.area ?? '')] : [],
      };
      item.isAll ||= isSmall || number === 0 || asked[number - 1][0] === 'w';
      item.of.push(...file.of[row]);
      items.set(href, item);
    }));
    asked.forEach((name, number) => all[number + 1]?.s?.forEach((href) => items.get(href)?.at.push(...ward.get(name.slice(6)).names, ...ward.get(name.slice(6)).parts)));
    // 0 and 1 are lines that answer now, for whoever is in need of one.
    const isUrgent = needle(core, texts.join('')).marks.includes('0');
    const rated = (ways) => [...items.values()].map((item) => {
      const now = isUrgent ? '01'.indexOf(item.marks[0] || ' ') : -1;
      const best = Math.min(...ways.map((way) => rate(item, way)));
      return { ...item, fit: now >= 0 ? now - 9 : best + (places.has(item.place) ? 0 : 9) + (item.status ? 1 : 0) };
    }).filter((item) => item.fit < Infinity).sort((a, b) => a.fit - b.fit || a.name.length - b.name.length);
    const fitting = rated(ways);
    // Where nothing fits all words, what fits one of them is better than nothing, and is said to be that.
    const isNear = fitting.length === 0 && words.length > 1;
    return { items: isNear ? rated(words.map((word) => [word])) : fitting, say: core.say, isNear, isUrgent, isMany: core.many && named.length === 0 };
  };

  Object.assign(shirube, { fold, found, ofRomaji, search });

  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };

  for (const form of document.querySelectorAll('.seek')) {
    const input = form.querySelector('input');
    const base = new URL('.', form.action).href;
    const here = location.href.startsWith(base) ? location.href.slice(base.length).split('/')[0] : '';
    const list = make('div', { id: 'found', className: 'found', hidden: true });
    list.setAttribute('role', 'listbox');
    const status = make('p', { className: 'small' });
    status.setAttribute('role', 'status');
    const way = form.parentElement.querySelector('.way');
    if (way?.dataset.copy) way.prepend(...[...document.querySelectorAll(way.dataset.copy)].map((part) => part.cloneNode(true)));
    form.append(status, ...way ? [way] : [], list);
    const set = (attributes) => Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
    set({ role: 'combobox', 'aria-expanded': false, 'aria-controls': 'found', 'aria-autocomplete': 'list', autocomplete: 'off' });

    let active = -1;
    const mark = (next) => {
      const options = list.children;
      options[active]?.setAttribute('aria-selected', false);
      active = next;
      options[active]?.setAttribute('aria-selected', true);
      options[active]?.scrollIntoView({ block: 'nearest' });
      if (active < 0) input.removeAttribute('aria-activedescendant');
      else set({ 'aria-activedescendant': options[active].id });
    };
    const open = (isOpen) => {
      mark(-1);
      list.hidden = !isOpen;
      set({ 'aria-expanded': isOpen });
    };
    const option = ({ href, name, kind, where, lead, isJapanese }, at) => {
      const link = make('a', { id: `found-${at}`, href: base + href, tabIndex: -1 },
        make('b', isJapanese ? { lang: 'ja' } : {}, name), make('small', {}, `${kind ?? ''} ${where}`));
      if (lead) link.append(make('span', {}, lead));
      link.setAttribute('role', 'option');
      link.setAttribute('aria-selected', false);
      return link;
    };
    let turn = 0;
    const show = async () => {
      const mine = turn += 1;
      const { items, say, isNear, isUrgent, isMany } = await search(base, input.value, here);
      if (mine !== turn || !say) return;
      const count = items.length;
      list.setAttribute('aria-label', say.results);
      list.replaceChildren(...items.slice(0, SHOWN).map(option));
      open(count > 0);
      const counted = count === 0 ? say.none : isNear ? say.near : count > SHOWN ? say.first : say.count;
      const more = [isUrgent && way ? say.urgent : '', counted, isMany ? say.many : ''].filter(Boolean).join(' ');
      const isAsked = fold(input.value) !== '';
      status.textContent = isAsked ? more.replace('{count}', count).replace('{shown}', SHOWN) : '';
      if (way) way.hidden = !isAsked || (count > 0 && !isNear && !isUrgent);
    };
    input.addEventListener('input', show);
    input.addEventListener('keydown', (event) => {
      // While an input method is at work, the keys are its own.
      if (event.isComposing || event.keyCode === 229) return;
      const count = list.hidden ? 0 : list.children.length;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && count > 0) mark(((active + 1 + step + count + 1) % (count + 1)) - 1);
      else if (event.key === 'ArrowDown' && list.children.length > 0) open(true);
      else if (event.key === 'Enter' && active >= 0) list.children[active].click();
      else if (event.key === 'Escape' && count > 0) open(false);
      else return;
      event.preventDefault();
    });
    const asked = new URLSearchParams(location.search).get('q');
    if (asked) {
      input.value = asked;
      show();
    }
  }
  document.querySelector('.unscripted')?.remove();
}
