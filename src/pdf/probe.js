// Measures a page that is about to be printed. The words of its contract with pages are in probe.rs.
document.fonts.ready.then(() => {
  const PX = 25.4 / 96; // millimetres
  const EDGE = 4; // what printers cannot reach, in millimetres
  const round = (px, digits = 1) => Number((px * PX).toFixed(digits));
  const beyond = (rect, box, margin = 0) => Math.max(
    box.left + margin - rect.left, rect.right - box.right + margin,
    box.top + margin - rect.top, rect.bottom - box.bottom + margin);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const hasBorder = (style) => ['Top', 'Right', 'Bottom', 'Left']
    .some((side) => parseFloat(style[`border${side}Width`]) > 0);
  const holds = (element, style) => element.matches('[data-box], td, th') || style.overflowX !== 'visible' ||
    (style.display !== 'inline' && hasBorder(style));
  const wordsOf = (element) => (element.textContent.trim() || element.getAttribute('alt') ||
    element.getAttribute('aria-label') || element.tagName.toLowerCase()).slice(0, 20);
  const nameOf = (element) => element.closest('[data-box]')?.dataset.box ?? '';

  // A font may be taller than its letters: what counts is a square as high as the letters are large.
  const trimmed = (rect, size, isUpright) => {
    const by = Math.max(0, ((isUpright ? rect.width : rect.height) - size) / 2);
    return isUpright
      ? new DOMRect(rect.x + by, rect.y, rect.width - 2 * by, rect.height)
      : new DOMRect(rect.x, rect.y + by, rect.width, rect.height - 2 * by);
  };

  const measure = (sheet) => {
    const paper = sheet.getBoundingClientRect();
    const troubles = new Map();
    const note = (kind, px, box, what) => {
      const key = [kind, box, what].join('\n');
      const worst = Math.max(troubles.get(key)?.by ?? 0, round(px));
      troubles.set(key, { kind, by: worst, box, what });
    };
    const look = (rect, element, parent, what) => {
      if (rect.width <= 0 || rect.height <= 0) return;
      for (let box = parent; box && box !== sheet; box = box.parentElement) {
        // What is there for the ears only.
        if (box.offsetWidth <= 1 && box.offsetHeight <= 1) return;
        const by = holds(box, getComputedStyle(box)) ? beyond(rect, box.getBoundingClientRect()) : 0;
        if (by > 0.75) return note('box', by, nameOf(box), what);
      }
      const out = beyond(rect, paper, element.closest('[data-bleed]') ? 0 : EDGE / PX);
      if (out > 0.5) note('sheet', out, '', what);
    };

    let smallest = Infinity;
    const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!text.data.trim() || !isSeen(parent)) continue;
      const style = getComputedStyle(parent);
      // Letters in a drawing are as large as the drawing makes them.
      const size = parseFloat(style.fontSize) * (parent.getScreenCTM?.().a ?? 1);
      // A reading is half as large as its word.
      if (!parent.closest('rt, rp')) smallest = Math.min(smallest, size);
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) {
        look(trimmed(rect, size, style.writingMode !== 'horizontal-tb'), parent, parent, text.data.trim().slice(0, 20));
      }
    }
    const slack = {};
    for (const element of sheet.querySelectorAll('*')) {
      if (!isSeen(element) || element.closest('svg') !== (element.matches('svg') ? element : null)) continue;
      const rect = element.getBoundingClientRect();
      if (element.matches('img, svg, td, th, input') || hasBorder(getComputedStyle(element))) {
        look(rect, element, element.parentElement, wordsOf(element));
      }
      if (element.matches('[data-box]')) {
        const whole = document.createRange();
        whole.selectNodeContents(element);
        slack[element.dataset.box] = round(rect.bottom - parseFloat(getComputedStyle(element).paddingBottom) - whole.getBoundingClientRect().bottom);
      }
    }
    const codes = [...sheet.querySelectorAll('[data-modules]')]
      .map((code) => round(code.getBoundingClientRect().width / Number(code.dataset.modules), 3));
    return {
      width: round(paper.width), height: round(paper.height),
      smallest: Number.isFinite(smallest) ? Number((smallest * 0.75).toFixed(2)) : null,
      codes, slack, troubles: [...troubles.values()],
    };
  };
  return [...document.querySelectorAll('[data-sheet]')].map(measure);
});
