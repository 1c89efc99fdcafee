// The words of a page's text as one string, with the way back into the document: what is chosen is sent as plain words,
// and what the server names in plain words is found again. Only letters and digits count in a search.

/** @import { Letters, Named, Span, Words } from './types.d.ts' */
const NOT_TEXT = '.fold, .edit-section, .bubble, .m-note, .m-ref, sup[id^="fnref"], .footnote-backref, script, style'
const BLOCK = 'p, li, h2, h3, h4, h5, h6, dt, dd, td, th, pre, figcaption, summary, div'
const NAME = '@…'
const LETTER = /[\p{L}\p{N}]/u

/** @returns {HTMLElement | null} */
export const textOfPage = () => document.querySelector('article.wiki > .text')

export const languageOfPage = () => textOfPage()?.closest('[lang]')?.getAttribute('lang') ?? ''

/**
 * { text, at: [{ node, start }] }: the readable text, and where each of its text nodes begins in it.
 * @param {Node} root
 * @returns {Words}
 */
export function readWords(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Element) return node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
    return NodeFilter.FILTER_ACCEPT
  })
  /** @type {Words['at']} */
  const at = []
  let text = ''
  /** @type {Element | null} */
  let block = null
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode)
    const parent = node.parentElement
    const own = parent?.closest(BLOCK) ?? null
    if (own !== block && text) text += '\n'
    block = own
    // The server knows a mention without its name, which may become another one.
    const isName = Boolean(parent?.matches('.mention'))
    at.push({ node, start: text.length, block, isName })
    text += isName ? NAME : node.data
  }
  return { text, at }
}

/**
 * Where a point of the document stands in the words; a point between two text nodes counts for the next one.
 * @param {Words} words
 * @param {Node} container
 * @param {number} offset
 */
export function offsetOf(words, container, offset) {
  const point = document.createRange()
  point.setStart(container, offset)
  for (const { node, start, isName } of words.at) {
    if (node === container) return start + (isName ? Math.min(offset, NAME.length) : offset)
    if (point.comparePoint(node, 0) >= 0) return start
  }
  return words.text.length
}

/**
 * The ranges, one for each text node, of words[start:end].
 * @param {Words} words
 * @param {number} start
 * @param {number} end
 */
export function rangesOf(words, start, end) {
  const ranges = []
  for (const { node, start: begin, isName } of words.at) {
    const from = Math.max(start - begin, 0)
    const to = Math.min(end - begin, isName ? NAME.length : node.length)
    if (from >= to || !node.data.slice(from, to).trim()) continue
    const range = document.createRange()
    range.setStart(node, isName ? 0 : from)
    range.setEnd(node, isName ? node.length : to)
    ranges.push(range)
  }
  return ranges
}

/**
 * What identifies chosen words to the server: they and what stands around them.
 * @param {{ text: string }} words
 * @param {Span} span
 * @returns {Named}
 */
export function named(words, { start, end }) {
  return {
    exact: words.text.slice(start, end).trim(),
    prefix: words.text.slice(Math.max(0, start - 80), start),
    suffix: words.text.slice(end, end + 80),
  }
}

/**
 * Letters alone, in one case and without accents, each with the place it came from.
 * @param {string} text
 * @returns {Letters}
 */
export function lettersOf(text) {
  let letters = ''
  /** @type {number[]} */
  const from = []
  let place = 0
  for (const sign of text) {
    for (const letter of sign.normalize('NFKD').toLowerCase()) {
      if (!LETTER.test(letter)) continue
      letters += letter
      for (let unit = 0; unit < letter.length; unit += 1) from.push(place)
    }
    place += sign.length
  }
  return { letters, from }
}

/**
 * Where a passage stands: { start, end }, or null. Of several places the one behind the same words is taken.
 * @param {{ text: string }} words
 * @param {Letters} known letters of the words
 * @param {string} exact
 * @param {string} prefix
 * @returns {Span | null}
 */
export function findPassage(words, known, exact, prefix) {
  const sought = lettersOf(exact).letters
  if (!sought) return null
  const before = lettersOf(prefix).letters
  /** @type {{ at: number, fit: number } | null} */
  let best = null
  for (let at = known.letters.indexOf(sought); at >= 0; at = known.letters.indexOf(sought, at + 1)) {
    const fit = sharedEnd(known.letters.slice(0, at), before)
    if (!best || fit > best.fit) best = { at, fit }
  }
  if (!best) return null
  const start = known.from[best.at]
  const end = known.from[best.at + sought.length - 1]
  return { start: openedAt(words.text, start), end: closedAt(words.text, end + 1) }
}

/**
 * @param {string} one
 * @param {string} two
 */
function sharedEnd(one, two) {
  let length = 0
  while (length < two.length && one.at(-1 - length) === two.at(-1 - length)) length += 1
  return length
}

// The signs that open and close a sentence belong to it.
/**
 * @param {string} text
 * @param {number} start
 */
function openedAt(text, start) {
  const before = text.slice(Math.max(0, start - 3), start).match(/[«“"(]?[\s\u00a0]?$/u)
  return start - (before?.[0].trimStart().length ?? 0)
}

/**
 * @param {string} text
 * @param {number} end
 */
function closedAt(text, end) {
  const rest = text.slice(end, end + 12)
  const after = rest.match(/^(?:[.!?…;:,]|[\s\u00a0]?[.!?…]|[\s\u00a0]?[»”")])*/u)
  return end + (after?.[0].trimEnd().length ?? 0)
}
