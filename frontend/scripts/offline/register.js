// Registers the worker that makes the guide readable without a network: <script data-worker="sw.js">. It is told what the
// page has loaded already, which it could not see.

/** @param {string | undefined} address */
export async function registerWorker(address) {
  if (!address || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(address)
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ loaded: performance.getEntriesByType('resource').map(({ name }) => name) })
  } catch {
    // A browser in private mode may refuse: the guide is read all the same.
  }
}
