// What an element says about the words inside it: bold, italics, struck out, code, a link. The rest of its look is dropped.
import { cleanAddress } from './links.js'
import { stylesOf } from './style.js'

/** @import { Marks } from './types.d.ts' */

/** @type {Record<string, 'strong' | 'em' | 'del' | 'code'>} */
const BY_TAG = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  cite: 'em',
  dfn: 'em',
  var: 'em',
  s: 'del',
  strike: 'del',
  del: 'del',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

/**
 * The marks inside `element`, given those around it.
 * @param {Element} element
 * @param {Marks} around
 * @param {string} origin
 * @returns {Marks}
 */
export function marksInside(element, around, origin) {
  const marks = { ...around }
  const name = BY_TAG[element.localName]
  if (name) marks[name] = true
  if (element.localName === 'a') marks.href = cleanAddress(element.getAttribute('href'), origin) ?? around.href
  applyStyles(marks, stylesOf(element))
  return marks
}

/**
 * @param {Marks} marks
 * @param {Record<string, string>} styles
 */
function applyStyles(marks, styles) {
  const weight = styles['font-weight']
  if (weight) marks.strong = /^(bold|bolder|[6-9]\d\d)\b/i.test(weight)
  const slant = styles['font-style']
  if (slant) marks.em = /^(italic|oblique)\b/i.test(slant)
  if (/line-through/i.test(styles['text-decoration'] ?? styles['text-decoration-line'] ?? '')) marks.del = true
}

/** @type {Readonly<Marks>} */
export const NOTHING = Object.freeze({})
