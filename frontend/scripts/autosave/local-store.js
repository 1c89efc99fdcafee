// What the server has not got yet stays in the browser, by person, form and sitting. A browser may refuse: then not here.

/** @import { Entry } from './types.d.ts' */
const person = () => document.body.dataset.person
/** @param {Pick<Entry, 'key' | 'writing'>} entry */
const nameOf = (entry) => `draft:${person()}:${entry.key}:${entry.writing}`

/**
 * Whether it could be put there.
 * @param {Entry} entry
 */
export function store(entry) {
  try {
    localStorage.setItem(nameOf(entry), JSON.stringify({ ...entry, at: Date.now() }))
    return true
  } catch {
    return false
  }
}

/**
 * Takes away what was put there, unless more has been typed since.
 * @param {Entry} entry
 */
export function drop(entry) {
  try {
    const stored = JSON.parse(localStorage.getItem(nameOf(entry)) ?? 'null')
    if (!stored || stored.hand !== entry.hand || stored.sequence <= entry.sequence)
      localStorage.removeItem(nameOf(entry))
  } catch {
    // Nothing is there.
  }
}

/**
 * What this person typed into this form and the server may not have, the newest first.
 * @param {string} key
 * @returns {Entry[]}
 */
export function entriesFor(key) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(`draft:${person()}:${key}:`))
      .map((name) => JSON.parse(localStorage.getItem(name) ?? 'null'))
      .filter((entry) => entry.key === key)
      .sort((one, other) => other.at - one.at)
  } catch {
    return []
  }
}
