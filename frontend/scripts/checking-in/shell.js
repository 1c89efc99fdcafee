// The page itself is stored by a service worker, so that it can be loaded again without a network.

export const SHELL = 'check-in '

/** @param {HTMLElement} root */
export async function storeShell(root) {
  const { worker, camera, reader } = root.dataset
  if (!worker || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(worker)
    const { active } = await navigator.serviceWorker.ready
    const files = performance.getEntriesByType('resource').map(({ name }) => name)
    const scripts = 'BarcodeDetector' in globalThis ? [camera] : [camera, reader]
    active?.postMessage({ loaded: [...files, ...scripts.map((script) => new URL(script ?? '', location.href).href)] })
  } catch {
    // A browser in private mode may refuse: then the page has to stay open.
  }
}

/** Removes the stored pages and the worker of this page: its day is over. */
export async function forgetShell() {
  for (const name of await caches.keys()) if (name.startsWith(SHELL)) await caches.delete(name)
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.unregister()
}
