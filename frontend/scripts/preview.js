// <button data-preview="panel" data-url="…">: the form is posted there and the answer shown in #panel, without leaving.
// The button may also carry formaction: without scripts the same address answers with a page of its own.
import { closestTo } from './events.js'

document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (closestTo(event, '[data-preview]'))
  const panel = button && document.getElementById(button.dataset.preview ?? '')
  const address = button && (button.dataset.url || button.getAttribute('formaction'))
  const form = button?.form
  if (!panel || !address || !form) return
  event.preventDefault()
  panel.setAttribute('aria-busy', 'true')
  try {
    const response = await ask(address, form)
    if (hasExpired(response)) {
      form.requestSubmit(button)
      return
    }
    panel.replaceChildren(...(await answerIn(response, panel.id)))
  } catch {
    panel.textContent = button.dataset.failed ?? ''
  }
  panel.hidden = false
  panel.removeAttribute('aria-busy')
  panel.tabIndex = -1
  panel.focus({ preventScroll: true })
  panel.scrollIntoView({ block: 'nearest' })
})

/**
 * @param {string} address
 * @param {HTMLFormElement} form
 */
function ask(address, form) {
  return fetch(address, { method: 'POST', body: new FormData(form), headers: { 'HX-Request': 'true' } })
}

// The session, or the form's protection: then the form is sent as it would be without scripts, and its text carried along.
/** @param {Response} response */
const hasExpired = ({ status }) => status === 401 || status === 403

/**
 * @param {Response} response
 * @param {string} id
 */
async function answerIn(response, id) {
  const document = new DOMParser().parseFromString(await response.text(), 'text/html')
  // A whole page may answer as well as a fragment: then its own panel is taken.
  const own = document.getElementById(id)
  if (!own && !response.ok && response.status !== 429) throw new Error(response.statusText)
  return (own ?? document.body).childNodes
}
