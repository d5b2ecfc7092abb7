// Keeps the page for when there is no network. `version` and `files` stand above: the build writes them.
/* global version, files */
const shell = "./index.html";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(version).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n !== version).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(version);
  const wanted = request.mode === "navigate" ? shell : request;
  const kept = await cache.match(wanted, { ignoreSearch: true });
  if (kept) return kept;
  // A file that was left for when somebody needs it; its name has its hash.
  const fetched = await fetch(request);
  if (fetched.ok && new URL(request.url).pathname.includes("/assets/"))
    await cache.put(request, fetched.clone());
  return fetched;
}
