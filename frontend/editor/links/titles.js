// The pages whose titles answer a few letters, asked for while one types; the newest question alone is answered.
const REST = 150

export class Titles {
  #asked = null
  #rest = 0

  constructor(address) {
    this.address = address
  }

  /** Calls `found(titles, query)` in a moment, with [] where the server does not answer. */
  ask(query, found) {
    this.forget()
    this.#rest = setTimeout(async () => {
      this.#asked = new AbortController()
      const { signal } = this.#asked
      const titles = await fetched(`${this.address}?q=${encodeURIComponent(query)}`, signal)
      if (!signal.aborted) found(titles, query)
    }, REST)
  }

  forget() {
    clearTimeout(this.#rest)
    this.#asked?.abort()
  }
}

async function fetched(address, signal) {
  try {
    const response = await fetch(address, { signal, headers: { Accept: 'application/json' } })
    return response.ok ? (await response.json()).titles : []
  } catch {
    return []
  }
}
