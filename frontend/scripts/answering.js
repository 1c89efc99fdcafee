// <input list="titles" data-titles="/wiki-titles/">: the titles that answer what is typed stand in its list.
/** @import { FoundPage } from './types.d.ts' */

/** @type {HTMLInputElement | null} */
const field = document.querySelector('input[data-titles]')
const list = field?.list
let timer = 0
let last = ''

if (field && list)
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => complete(field, list), 200)
  })

/**
 * @param {HTMLInputElement} field
 * @param {HTMLDataListElement} list
 */
async function complete(field, list) {
  const question = field.value.trim()
  if (!question || question === last) return
  last = question
  const response = await fetch(`${field.dataset.titles}?q=${encodeURIComponent(question)}`).catch(() => null)
  if (!response?.ok || question !== field.value.trim()) return
  /** @type {{ titles: FoundPage[] }} */
  const { titles } = await response.json()
  list.replaceChildren(...titles.map(({ title }) => new Option('', title)))
}
