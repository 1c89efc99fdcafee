// What the service worker of a published guide finds in its scope that is not the browser's own.

/** The edition that is stored, as the line before the service worker says it. */
interface Edition {
  version: string
  /** The addresses of what is stored at once. */
  stored: string[]
}

interface ServiceWorkerGlobalScope {
  edition: Edition
}
