// What the keyboard test sees of a page: where the focus is, whether it can be seen, which controls there are.

/** Runs inside the page: gives it `eyes`, which know the controls by numbers and see through open shadow roots. */
export function installEyes() {
  const CONTROLS = [
    // by themselves, so that taking them out of the order is a fault
    'a[href]', 'area[href]', 'button', 'input:not([type=hidden])', 'select', 'textarea', 'details > summary:first-of-type',
    'iframe', 'audio[controls]', 'video[controls]', '[contenteditable]',
    // made by hand, so that forgetting to put them into the order is a fault
    '[tabindex]:not([tabindex="-1"])', '[role=button]', '[role=link]', '[role=checkbox]', '[role=tab]', '[onclick]',
  ].join();

  const tag = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
  const known = [];
  const idOf = (element) => (known.includes(element) ? known.indexOf(element) : known.push(element) - 1);

  const all = (root) => [...root.querySelectorAll('*')]
    .flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  // Of radio buttons, arrow keys reach the others.
  const isAside = ({ type, checked, name }) => type === 'radio' && !checked && document.querySelector(`input[name="${name}"]:checked`);
  const isControl = (element) => element.matches(CONTROLS) && !element.matches(':disabled') && !isAside(element)
    && !element.closest('[inert]') && element.checkVisibility({ visibilityProperty: true });
  // Radio buttons of one name are one stop: Tab reaches the chosen one, and arrows lead from there.
  const isStop = (element) => !element.matches('input[type=radio]:not(:checked)')
    || !document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`);
  const controls = () => all(document).filter((element) => isControl(element) && isStop(element));
  const inner = (root, find) => {
    const found = find(root);
    return (found?.shadowRoot && found.shadowRoot !== root && inner(found.shadowRoot, find)) || found;
  };
  const focused = () => {
    const element = inner(document, (root) => root.activeElement);
    return element && element !== document.body && element !== document.documentElement ? element : undefined;
  };
  const contains = (outer, element) => {
    for (let node = element; node; node = node.parentNode ?? node.host) if (node === outer) return true;
    return false;
  };

  // What the pointer would fall through covers as well.
  const solid = new CSSStyleSheet();
  solid.replaceSync('*, ::before, ::after { pointer-events: auto !important }');
  document.adoptedStyleSheets.push(solid);

  const boxesOf = (element) => [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const isOutOfView = (boxes) => boxes.some((box) => {
    const past = (start, end, size) => (end - start > size ? end < 0 || start > size : start < -1 || end > size + 1);
    return past(box.top, box.bottom, innerHeight) || past(box.left, box.right, document.documentElement.clientWidth);
  });
  const covers = (element, boxes) => {
    for (const box of boxes) {
      const [edgeX, edgeY] = [Math.min(3, box.width / 2), Math.min(3, box.height / 2)];
      for (const x of [box.left + edgeX, (box.left + box.right) / 2, box.right - edgeX]) {
        for (const y of [box.top + edgeY, (box.top + box.bottom) / 2, box.bottom - edgeY]) {
          if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
          const hit = inner(document, (root) => root.elementFromPoint(x, y));
          if (!hit || !contains(element, hit)) return hit;
        }
      }
    }
    return undefined;
  };
  const isTransparent = (colour) => /^transparent$|[,/] ?0\)$/.test(colour);
  const hasOutline = ({ outlineStyle, outlineWidth, outlineColor }) => outlineStyle !== 'none'
    && parseFloat(outlineWidth) >= 2 && !isTransparent(outlineColor);

  const luminance = (data, i) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, part) => {
    const value = data[i + part] / 255;
    return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
  const pixels = async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  };

  window.eyes = {
    /** The control that has the focus, and what is wrong with how it shows it. */
    look() {
      const element = focused();
      if (!element) return undefined;
      const problems = [];
      const boxes = boxesOf(element);
      if (boxes.length === 0) problems.push('has the focus, but no size');
      if (isOutOfView(boxes)) problems.push('has the focus out of view');
      const cover = covers(element, boxes);
      if (cover !== undefined) problems.push(`has the focus, but is covered by ${cover ? tag(cover) : 'nothing that is known'}`);
      if (!hasOutline(getComputedStyle(element))) problems.push('has the focus, but no outline of 2 px and more');

      const { left, top, right, bottom } = element.getBoundingClientRect();
      const around = 12;
      const [x, y] = [Math.max(0, left - around), Math.max(0, top - around)];
      const clip = { x, y, width: Math.min(innerWidth, right + around) - x, height: Math.min(innerHeight, bottom + around) - y };
      const largest = boxes.reduce((a, b) => (a.width + a.height > b.width + b.height ? a : b), { width: 0, height: 0 });
      const { outline, boxShadow } = getComputedStyle(element);
      const look = [element.parentElement, element].map((e) => `${e?.localName}.${e?.className}`);
      return {
        id: idOf(element), tag: tag(element), problems, clip, look: [innerWidth, ...look, outline, boxShadow].join(),
        // The area of a line of 2 px around it.
        enough: Math.floor(2 * 2 * (largest.width + largest.height)),
        folds: element.matches('details > summary:first-of-type'),
      };
    },
    /** What is wrong with the controls that were reached, in their order. */
    compare(ids) {
      const expected = controls();
      const reached = ids.map((id) => known[id]);
      const missed = expected.filter((element) => !reached.includes(element));
      const strange = reached.filter((element) => !expected.includes(element));
      const common = expected.filter((element) => reached.includes(element));
      const astray = reached.filter((element) => expected.includes(element)).find((element, i) => element !== common[i]);
      return [
        ...missed.map((element) => ['Tab does not reach it', tag(element)]),
        ...strange.map((element) => ['Tab reaches it, but it is no control', tag(element)]),
        ...(astray ? [['Tab reaches it out of order', tag(astray)]] : []),
      ];
    },
    skipLink() {
      const element = focused();
      const main = document.querySelector('main');
      const target = element?.hash && document.getElementById(element.hash.slice(1));
      return { leadsToMain: Boolean(target && main.contains(target)), tag: element ? tag(element) : 'no control at all' };
    },
    /** After Enter on the skip link and Tab. */
    afterSkip() {
      const main = document.querySelector('main');
      const expected = controls().find((element) => main.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
      const arrived = focused();
      // Sheets are without controls, so that the way goes on behind them.
      if (!expected || arrived === expected) return [];
      const what = 'after the skip link, Tab reaches something else than the first control of the main part';
      return [[what, arrived ? tag(arrived) : 'nothing']];
    },
    isOpen: () => focused().parentElement.open,
    focus: (id) => known[id].focus({ preventScroll: true }),
    blur: () => focused().blur(),
    /** In how many pixels two pictures differ by 3:1. */
    async changed(one, other) {
      const [a, b] = [await pixels(one), await pixels(other)];
      let changed = 0;
      for (let i = 0; i < a.length; i += 4) {
        const [low, high] = [luminance(a, i), luminance(b, i)].sort((x, y) => x - y);
        if ((high + 0.05) / (low + 0.05) >= 3) changed += 1;
      }
      return changed;
    },
  };
}
