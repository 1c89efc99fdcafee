// Who is here: the list as it was downloaded, and on top of it what was done since. Names are found without their accents.

/** @import { Act, Found, Line, List, Typed } from './types.d.ts' */

/**
 * The list with the acts that the server does not know yet.
 * @param {List} list
 * @param {Act[]} acts
 * @returns {{ people: Line[], unmatched: Typed[] }}
 */
export function standing(list, acts) {
  const people = new Map(list.people.filter(isNamed).map((line) => [line.id, { ...line }]))
  let unmatched = [...list.unmatched]
  for (const act of acts) {
    const line = people.get(act.registration ?? 0)
    if (line) line.came = act.is_in ? (line.came ?? act.at) : null
    else if (act.name && act.is_in) unmatched.push({ name: act.name, came: act.at })
    else if (act.name) unmatched = unmatched.filter(({ name }) => name !== act.name)
  }
  return { people: [...people.values()], unmatched }
}

/** @param {Line} line */
const isNamed = (line) => line.name !== undefined

/**
 * Small letters without accents, one space between words.
 * @param {string} text
 */
export function plain(text) {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[\s'’-]+/g, ' ')
    .trim()
}

/**
 * Whether each word that was typed begins a word of the name, or, as in Japanese, stands in it.
 * @param {string} name
 * @param {string} typed
 */
export function isLike(name, typed) {
  const words = plain(name)
  return plain(typed)
    .split(' ')
    .every((part) => ` ${words}`.includes(` ${part}`) || (/[^ -~]/.test(part) && words.includes(part)))
}

/**
 * Whose code it is, or why nobody is let in with it.
 * @param {string} code
 * @param {List} list
 * @returns {Found}
 */
export function whoseCode(code, list) {
  const read = code.trim().toUpperCase()
  const line = list.people.find((one) => one.code === read)
  if (line) return line.state === 'cancelled' ? { problem: 'cancelled' } : { line }
  const isOther = /^\d+\.\d+\.[0-9A-F]{20}$/.test(read) && !read.startsWith(`${list.session}.`)
  return { problem: isOther ? 'other' : 'unknown' }
}
