// The parts of the screen that the editor works with. Its words are in the page: nothing that people read is written here.

/** @import { Announce, Counts, Parts } from './types.d.ts' */

/**
 * The element that a selector finds; throws where the markup has none.
 * @template {Element} [Part=HTMLElement]
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {Part}
 */
export function need(within, selector) {
  /** @type {Part | null} */
  const part = within.querySelector(selector)
  if (!part) throw new Error(`No ${selector}`)
  return part
}

/**
 * @param {HTMLTextAreaElement} textarea
 * @returns {Parts}
 */
export function partsOf(textarea) {
  const { form } = textarea
  if (!form) throw new Error('A text area without a form')
  /** @param {string} name */
  const find = (name) => need(document, `[data-${name}]`)
  return {
    form,
    bar: need(form, '[data-editor-bar]'),
    tableBar: need(form, '[data-table-bar]'),
    hint: find('editor-hint'),
    signs: need(document, '.signs-help'),
    failed: find('editor-failed'),
    leftOut: find('pictures-left-out'),
    status: find('editor-status'),
    titles: find('titles'),
    people: document.querySelector('[data-editor-people]'),
    words: find('editor-words').dataset,
    ask: (name) => need(document, `[data-ask="${name}"]`),
  }
}

/**
 * Says a state to those who do not see it; the same words twice are said twice.
 * @param {HTMLElement} status
 * @returns {Announce}
 */
export function announcer(status) {
  return (words = '') => {
    status.textContent = ''
    setTimeout(() => (status.textContent = words), 50)
  }
}

/**
 * "{name}" in a text of the page becomes the value of that name.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function worded(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
}

/**
 * One text for none, one or many.
 * @param {Counts} words
 * @param {number} count
 */
export function counted(words, count) {
  const text = count === 0 ? words.none : count === 1 ? words.one : words.many
  return worded(text ?? '', { count })
}
