// Which colleagues a few letters behind an @ mean, asked for while one types; the newest question alone is answered.
const REST = 150
const BEGUN = /(?:^|[\s(«"“'’>])@([\p{L}\p{N}][\p{L}\p{N}.'’_-]{0,40}(?: \p{L}[\p{L}'’-]{0,40})?)$/u

/** { letters, length } of the name that is being typed at the end of `text`, the @ counted; or null. */
export function begunIn(text) {
  const letters = BEGUN.exec(text)?.[1]
  return letters ? { letters, length: letters.length + 1 } : null
}

export function peopleAt(address) {
  let rest = 0
  let asked = null
  return { ask, forget }

  /** Calls `found(people, letters)` in a moment, with [] where the server does not answer. */
  function ask(letters, found) {
    forget()
    rest = setTimeout(async () => {
      asked = new AbortController()
      const { signal } = asked
      const people = await fetched(`${address}?q=${encodeURIComponent(letters)}`, signal)
      if (!signal.aborted) found(people, letters)
    }, REST)
  }

  function forget() {
    clearTimeout(rest)
    asked?.abort()
  }
}

async function fetched(address, signal) {
  try {
    const response = await fetch(address, { signal, headers: { Accept: 'application/json' } })
    return response.ok ? (await response.json()).people : []
  } catch {
    return []
  }
}
