// Reloads the page when the guide has changed, and keeps the bar as it was left.
(() => {
  const bar = document.querySelector('shirube-bar');
  const version = bar.dataset.version;
  const own = new URL('.', document.currentScript.src);

  const live = () => {
    const socket = new WebSocket(new URL('live', own).href.replace(/^http/, 'ws'));
    socket.onmessage = ({ data }) => {
      if (data !== version) location.reload();
    };
    // The server was stopped: what it says when it is there again tells whether anything has changed.
    socket.onclose = () => setTimeout(live, 1000);
  };
  live();

  // What has the focus is never below the bar or the overlay.
  const keepClear = () => {
    const height = (name) => `${document.querySelector(name)?.offsetHeight ?? 0}px`;
    document.documentElement.style.scrollPaddingBlock = `${height('shirube-problems')} ${height('shirube-bar')}`;
  };
  const sizes = new ResizeObserver(keepClear);
  document.querySelectorAll('shirube-bar, shirube-problems').forEach((part) => sizes.observe(part));

  // How many sheets a text takes that flows over them, only a browser knows. Each is shown as the first one is.
  const spread = (frame) => {
    const flowing = frame.contentDocument?.querySelector('[data-sheet]');
    const paper = frame.closest('.paper');
    if (!flowing || paper.dataset.pages) return;
    const count = Math.round(flowing.scrollWidth / flowing.clientWidth);
    paper.dataset.pages = count;
    paper.closest('.handout').style.setProperty('--pages', count);
    for (let page = count; page > 0; page -= 1) {
      const of = page === 1 ? paper : paper.cloneNode(true);
      const words = paper.dataset.pageWords.replace('{number}', page).replace('{count}', count);
      of.querySelector('figcaption').textContent = words;
      of.style.setProperty('--page', page - 1);
      if (of === paper) continue;
      // The first is read out with all that stands on the others.
      const copy = of.querySelector('iframe');
      copy.ariaHidden = 'true';
      copy.title += ` ${words}`;
      paper.after(of);
    }
  };
  document.querySelectorAll('.flows iframe').forEach((frame) => {
    frame.addEventListener('load', () => spread(frame));
    spread(frame);
  });

  const details = bar.shadowRoot?.querySelector('details');
  if (!details) return;
  // Beside what is to be mended first there is no room for it.
  details.open = sessionStorage.getItem('shirube-bar') === 'open' && !document.querySelector('shirube-problems');
  const appearances = bar.shadowRoot.querySelector('.appearances');
  const fill = async () => {
    const link = appearances?.querySelector('a');
    if (!details.open || !link || appearances.dataset.asked) return;
    appearances.dataset.asked = 'yes';
    const answer = await fetch(link.href);
    const list = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.appears');
    if (list) appearances.replaceChildren(document.adoptNode(list));
  };
  details.addEventListener('toggle', () => {
    sessionStorage.setItem('shirube-bar', details.open ? 'open' : '');
    fill();
  });
  fill();
})();
