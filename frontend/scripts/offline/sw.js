// The service worker of a published guide. A line before this one says which edition it stores:
// self.edition = { version: '0123456789ab', stored: ['./', 'guide.0123456789ab.css'] }
//
// A page comes from the network as long as there is one, so that an erratum, a name that was withdrawn or a new edition is
// there at once; what was stored is shown when the network is away or does not answer. Files named after their content never
// change and come from what is stored. A worker of a new edition waits until no page of the old one is open, then clears up.
const PATIENCE = 4000
const NAMED_AFTER_CONTENT = /\.[0-9a-f]{12}\.(?:css|js|svg|woff2|png|webp)$/
const PAGE = /\/(?:(?:(tip-\d+)|self-check)\.html)?$/

// What is known of `self` holds for a worker of any kind.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const { version, stored } = worker.edition
const { scope } = worker.registration
const ours = `guide ${scope} `
const cacheName = ours + version
const lookup = { ignoreSearch: true, ignoreVary: true }

worker.addEventListener('install', (event) => event.waitUntil(storeAll(stored)))

worker.addEventListener('activate', (event) => event.waitUntil(clearUp().then(() => worker.clients.claim())))

// What the first page has loaded before there was a worker: pictures, letters of names.
worker.addEventListener('message', (event) => {
  /** @type {string[]} */
  const loaded = event.data?.loaded ?? []
  const own = loaded.filter((address) => address.startsWith(scope) && NAMED_AFTER_CONTENT.test(address))
  event.waitUntil(storeAll(own).catch(() => {}))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return
  if (NAMED_AFTER_CONTENT.test(url.pathname)) event.respondWith(file(request))
  else if (request.mode === 'navigate' && PAGE.test(url.pathname)) event.respondWith(page(event, url))
})

/** @param {string[]} addresses */
async function storeAll(addresses) {
  const cache = await caches.open(cacheName)
  await Promise.all(addresses.map(async (address) => store(cache, address, await fetch(address))))
}

// A guide for people who are signed in says "private": it is stored on no device.
/**
 * @param {Cache} cache
 * @param {string} key
 * @param {Response} response
 */
async function store(cache, key, response) {
  if (!response.ok || response.redirected) throw new Error(`${key}: ${response.status}`)
  if (/private|no-store/.test(response.headers.get('Cache-Control') ?? '')) throw new Error(`${key} is private`)
  await cache.put(key, response)
}

async function clearUp() {
  for (const name of await caches.keys()) if (name.startsWith(ours) && name !== cacheName) await caches.delete(name)
}

/** @param {Request} request */
async function file(request) {
  const found = await caches.match(request, lookup)
  if (found) return found
  const response = await fetch(request)
  const copy = response.clone()
  caches
    .open(cacheName)
    .then((cache) => store(cache, request.url, copy))
    .catch(() => {})
  return response
}

/**
 * @param {FetchEvent} event
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function page(event, url) {
  const cache = await caches.open(cacheName)
  const key = url.origin + url.pathname
  const answer = fetch(event.request).then((response) => {
    event.waitUntil(remember(cache, key, response.clone()))
    return response
  })
  answer.catch(() => {})
  const found = await cache.match(key, lookup)
  if (!found) return answer.catch(() => wholeGuide(cache, url))
  /** @type {Promise<Response>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(found), PATIENCE))
  return Promise.race([answer, late]).catch(() => found)
}

// A page that is gone, because its edition was withdrawn, is no longer shown without a network either.
/**
 * @param {Cache} cache
 * @param {string} key
 * @param {Response} response
 */
async function remember(cache, key, response) {
  if (response.status === 404 || response.status === 410) return cache.delete(key, lookup)
  return store(cache, key, response).catch(() => {})
}

// The page of a tip that was never opened: the tip stands in the whole guide too. The short address of the self-check is answered
// by the server with where its page is.
/**
 * @param {Cache} cache
 * @param {URL} url
 */
async function wholeGuide(cache, url) {
  const tip = url.pathname.match(PAGE)?.[1]
  if (tip && (await cache.match(scope, lookup))) return Response.redirect(`${scope}#${tip}`)
  if (url.href.startsWith(`${scope}self-check/`)) return Response.redirect(`${scope}self-check.html`)
  return Response.error()
}
