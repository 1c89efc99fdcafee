// The forms of items, which Django has drawn: templates/learning/items/. Reads a response out of one, and puts one in.

/** @import { Item } from './types.d.ts' */
/** @typedef {{ response: string[], error?: undefined } | { error: string, response?: undefined }} Read */

/** What stands before the names of the fields of an item. @param {Item} item */
const prefixOf = (item) => `i${item.key}-`

/** The fields of an item with a part each. @type {Partial<Record<Item['kind'], string>>} */
const FIELDS = { order: 'place', match: 'partner', fill_in: 'gap', sort: 'category' }

/**
 * The response that a form has now, of a dialogue the replies so far; or the name of the words that say what is wrong.
 * @param {HTMLFormElement} form
 * @param {Item} item
 * @returns {Read}
 */
export function responseIn(form, item) {
  const data = new FormData(form)
  const values = (/** @type {string} */ name) => data.getAll(prefixOf(item) + name).map((value) => String(value).trim())
  const field = FIELDS[item.kind]
  if (!field) return chosen(item, values)
  const given = item.parts.answers.map((_answer, place) => values(`${field}-${place + 1}`)[0] ?? '')
  if (given.includes('')) return { error: 'missing' }
  const isEachOnce = item.kind === 'order' || item.kind === 'match'
  if (isEachOnce && new Set(given).size < given.length) return { error: 'twice' }
  if (item.kind !== 'order') return { response: given }
  return { response: given.map((_place, place) => String(given.indexOf(String(place + 1)) + 1)) }
}

/** @param {Item} item @param {(name: string) => string[]} values @returns {Read} */
function chosen(item, values) {
  if (item.kind === 'dialogue') {
    const [reply] = values('reply')
    return reply ? { response: [...values('path').join().split(',').filter(Boolean), reply] } : { error: 'missing' }
  }
  const keys = values('answer').sort((one, other) => Number(one) - Number(other))
  return keys.length ? { response: keys } : { error: 'missing' }
}

/**
 * Shows in a form how it was answered; nothing can be changed there any more.
 * @param {HTMLFormElement} form
 * @param {Item} item
 * @param {string[]} response
 */
export function showResponse(form, item, response) {
  const field = FIELDS[item.kind]
  if (field) {
    const given =
      item.kind === 'order' ? response.map((_key, place) => response.indexOf(String(place + 1)) + 1) : response
    given.forEach((value, place) => {
      setField(form, `${prefixOf(item)}${field}-${place + 1}`, String(value))
    })
  } else if (item.kind !== 'dialogue') {
    for (const key of response) setField(form, `${prefixOf(item)}answer`, key)
  }
  for (const set of form.querySelectorAll('fieldset')) set.disabled = true
  form.querySelector('.item-send')?.remove()
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function setField(form, name, value) {
  for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (field instanceof HTMLSelectElement) field.value = value
    else if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
      field.checked ||= field.value === value
    else if (field instanceof HTMLInputElement) field.value = value
  }
}
