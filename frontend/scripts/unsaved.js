// <form data-unsaved>: leaving with a text that was not sent asks first. data-unsaved="changed" says that what is in the
// form from the start is not saved yet (a form that came back with an error).
import { whenReady } from './ready.js'

/** @type {Map<HTMLFormElement, string>} */
const written = new Map()
const leaving = new WeakSet()

whenReady(() => {
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll('form[data-unsaved]')
  for (const form of forms) written.set(form, contentOf(form))
})

document.addEventListener('submit', (event) => leaving.add(/** @type {HTMLFormElement} */ (event.target)))
addEventListener('pageshow', () => {
  for (const form of written.keys()) leaving.delete(form)
})

addEventListener('beforeunload', (event) => {
  for (const [form, at_first] of written) {
    if (leaving.has(form) || !form.isConnected) continue
    if (form.dataset.unsaved === 'changed' || contentOf(form) !== at_first) event.preventDefault()
  }
})

/** @param {HTMLFormElement} form */
function contentOf(form) {
  const pairs = [...new FormData(form)].filter(
    ([name, value]) => name !== 'csrfmiddlewaretoken' && !name.startsWith('draft_') && typeof value === 'string',
  )
  return JSON.stringify(pairs)
}
