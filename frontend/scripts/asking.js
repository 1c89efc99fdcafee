// What goes on as a few letters begin, asked of an address that answers in JSON, while one types: the newest question alone is answered.
const REST = 150

/** @import { Source } from './types.d.ts' */

/**
 * Asks `address`, whose answer holds the list `name`. `ask(letters, found)` calls `found(list, letters)` in a moment.
 * @template Found
 * @param {string} address
 * @param {string} name
 * @returns {Source<Found>}
 */
export function askingAt(address, name) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest
  /** @type {AbortController | undefined} */
  let asked
  return { ask, forget }

  /**
   * @param {string} letters
   * @param {(list: Found[], letters: string) => void} found
   */
  function ask(letters, found) {
    forget()
    rest = setTimeout(async () => {
      asked = new AbortController()
      const { signal } = asked
      const asking = new URL(address, location.href)
      asking.searchParams.set('q', letters)
      const list = await fetched(asking.href, name, signal)
      if (!signal.aborted) found(list, letters)
    }, REST)
  }

  function forget() {
    clearTimeout(rest)
    asked?.abort()
  }
}

/**
 * [] where the server does not answer.
 * @param {string} address
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function fetched(address, name, signal) {
  try {
    const response = await fetch(address, { signal, headers: { Accept: 'application/json' } })
    return response.ok ? (await response.json())[name] : []
  } catch {
    return []
  }
}
