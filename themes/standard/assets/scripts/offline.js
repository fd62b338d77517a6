// Tells the site's worker which page is open, so that everything of its ward is kept for use without a network.
{
  const script = document.currentScript;
  const { serviceWorker } = navigator;
  // In the preview of staff (shirube-bar) nothing may be older than the files.
  if ('offline' in script.dataset && serviceWorker && location.protocol.startsWith('http') && !document.querySelector('shirube-bar')) {
    const root = new URL('..', script.src);
    const tell = () => serviceWorker.ready.then(({ active }) => active.postMessage(location.pathname.slice(root.pathname.length)));
    addEventListener('load', () => serviceWorker.register(new URL('sw.js', root)).then(tell, () => {}));
    serviceWorker.addEventListener('controllerchange', tell);
  }
}
