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
