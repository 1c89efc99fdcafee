// A dialogue, turn by turn. Django has drawn the form of each turn; what was said so far is put into it here.

/** @import { Item } from './types.d.ts' */
import { passed } from './grading.js'

/**
 * The form in which the talk goes on after these replies.
 * @param {Element} article
 * @param {Item} item
 * @param {string[]} replies
 * @returns {HTMLFormElement | null}
 */
export function formAfter(article, item, replies) {
  const path = passed(item.parts, replies) ?? []
  const form = formOf(article, path.at(-1)?.reply.next_turn ?? 1)
  if (!form) return null
  const field = form.querySelector('[type=hidden]')
  if (field instanceof HTMLInputElement) field.value = replies.join()
  const said = form.querySelector('.item-said')
  const [theirs, mine] = said?.children ?? []
  said?.replaceChildren(...path.flatMap(({ turn, key }) => [...lines(article, turn, key, theirs, mine)]))
  return form
}

/** @param {Element} article @param {number} turn */
function formOf(article, turn) {
  const template = article.querySelector(`template[data-turn="${turn}"]`)
  const drawn = template instanceof HTMLTemplateElement ? template.content.cloneNode(true) : null
  return drawn instanceof DocumentFragment ? drawn.querySelector('form') : null
}

/** @param {Element} article @param {number} turn @param {string} key @param {Element} theirs @param {Element} mine */
function* lines(article, turn, key, theirs, mine) {
  const form = formOf(article, turn)
  yield saying(theirs, form?.querySelector('fieldset .item-theirs')?.textContent ?? '')
  yield saying(mine, form?.querySelector(`[value="${key}"] + span`)?.textContent ?? '')
}

/** A line with other words: what says whose it is stays. @param {Element} line @param {string} words */
function saying(line, words) {
  const copy = /** @type {Element} */ (line.cloneNode(true))
  while (copy.lastChild instanceof Text) copy.lastChild.remove()
  copy.append(` ${words}`)
  return copy
}
