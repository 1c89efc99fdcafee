// What stands in a form: its words, and whether they are still those that the page came with.

/** @import { Field } from './types.d.ts' */
const NEVER = /^(draft_|csrfmiddlewaretoken$|token$)|password/i
const NO_TEXT = /^(hidden|checkbox|radio|submit|button|reset|file|number)$/

/**
 * `data` is the form's FormData, made once: an editor writes its text anew each time that it is asked for.
 * @param {Iterable<[string, FormDataEntryValue]>} data
 */
export function wordsIn(data) {
  return Object.fromEntries([...data].filter(([name, value]) => !NEVER.test(name) && typeof value === 'string'))
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} [data]
 */
export function isChanged(form, data = new FormData(form)) {
  return fieldsOf(form).some((field) => {
    if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked
    if (field.options)
      return (
        field.selectedIndex !==
        Math.max(
          0,
          [...field.options].findIndex((one) => one.defaultSelected),
        )
      )
    return !/^(hidden|file)$/.test(field.type) && data.get(field.name) !== field.defaultValue
  })
}

/**
 * Whether every text in it is empty.
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
export function isBlank(form, data) {
  return fieldsOf(form).every(
    (field) => field.options || NO_TEXT.test(field.type) || !String(data.get(field.name) ?? '').trim(),
  )
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, FormDataEntryValue>} words
 */
export function fill(form, words) {
  for (const field of fieldsOf(form)) {
    const value = words[field.name]
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = value === field.value
    else if (value !== undefined && value !== field.value) {
      field.value = String(value)
      field.dispatchEvent(new Event('text:replaced'))
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function fieldsOf(form) {
  return /** @type {Field[]} */ ([...form.elements]).filter(
    (field) =>
      field.name && !NEVER.test(field.name) && !field.disabled && 'value' in field && field.localName !== 'button',
  )
}
