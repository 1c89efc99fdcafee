// The service worker of one session's check-in page. The page comes from the network as long as there is one; without, it is the
// one that was loaded last. The list of people is not stored here: it lies in the page's own database, which deletes it.
const PATIENCE = 4000
const NAMED_AFTER_CONTENT = /\.[0-9a-f]{12}\.(?:css|js|svg|woff2|png|webp)$/

// What is known of `self` holds for a worker of any kind.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const { scope } = worker.registration
const cacheName = `check-in ${scope}`
const lookup = { ignoreVary: true }

worker.addEventListener('install', (event) => event.waitUntil(storePage().then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

// What the page has loaded before there was a worker, and what it may need later: scripts, sheets, fonts.
worker.addEventListener('message', (event) => {
  /** @type {string[]} */
  const files = event.data?.loaded ?? []
  // On a slow network a browser ends a worker that nothing waits for.
  event.waitUntil(Promise.allSettled(files.filter((file) => isFile(new URL(file))).map(storeFile)))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && isPage(url)) event.respondWith(page(request))
  else if (isFile(url)) event.respondWith(file(request))
})

/** @param {URL} url */
const isPage = (url) => url.origin + url.pathname === scope

/** @param {URL} url */
const isFile = (url) => url.origin === location.origin && /\.(?:css|js|svg|woff2|png|webp)$/.test(url.pathname)

async function storePage() {
  const response = await fetch(scope)
  if (response.ok && !response.redirected) await (await caches.open(cacheName)).put(scope, response)
}

/** @param {string} address */
async function storeFile(address) {
  const cache = await caches.open(cacheName)
  if (NAMED_AFTER_CONTENT.test(address) && (await cache.match(address, lookup))) return
  const response = await fetch(address)
  if (response.ok) await cache.put(address, response)
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function file(request) {
  const cache = await caches.open(cacheName)
  const found = await cache.match(request.url, lookup)
  if (found && NAMED_AFTER_CONTENT.test(request.url)) return found
  const answer = fetch(request).then(async (response) => {
    if (!response.ok) return found ?? response
    if (!request.url.startsWith(scope)) await cache.put(request.url, response.clone())
    return response
  })
  return orStored(answer, found)
}

// An answer that is not the page, because nobody is signed in or the session is gone, takes what was stored along.
/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function page(request) {
  const cache = await caches.open(cacheName)
  const found = await cache.match(scope, lookup)
  const answer = fetch(request).then(async (response) => {
    if (response.ok && response.type === 'basic') await cache.put(scope, response.clone())
    else if (response.status < 500) await caches.delete(cacheName)
    return response
  })
  return orStored(answer, found)
}

/**
 * What the network answers, or what is stored where it answers late or not at all.
 * @param {Promise<Response>} answer
 * @param {Response | undefined} found
 * @returns {Promise<Response>}
 */
function orStored(answer, found) {
  if (!found) return answer.catch(() => Response.error())
  /** @type {Promise<Response>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(found), PATIENCE))
  return Promise.race([answer, late]).catch(() => found)
}
