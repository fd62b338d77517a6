// The guide no longer keeps pages for use without a network: whatever was kept goes, and so does this.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`shirube ${registration.scope} `)).map((name) => caches.delete(name)));
  await registration.unregister();
})()));
