// Answers to the items of a course, sent without a new page: the feedback comes where the form stood, and has the focus. When the
// network or the site fails, what was chosen stays, and the page says so. Without this file each answer is a form that is
// sent, and a page that comes back.
import { goToWhatIsWrong } from './refused.js'

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target)
  if (!form.matches('#item form.item')) return
  event.preventDefault()
  if (!form.dataset.sending) send(form)
})

/** @param {HTMLFormElement} form */
async function send(form) {
  form.dataset.sending = 'yes'
  form.setAttribute('aria-busy', 'true')
  document.querySelector('[data-failed]')?.setAttribute('hidden', '')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) })
    if (answer.status >= 500 || answer.status === 429) fail(form)
    else show(form, answer.url, await answer.text())
  } catch {
    fail(form)
  } finally {
    delete form.dataset.sending
    form.removeAttribute('aria-busy')
  }
}

/** @param {HTMLFormElement} form */
function fail(form) {
  /** @type {HTMLElement | null} */
  const line = document.querySelector('[data-failed]')
  if (line) line.hidden = false
  else form.submit()
}

/**
 * The answer is a page with the same place in it, or another one: of somebody who has to sign in, say. That is asked for as it
 * would be without a script, with what was chosen.
 * @param {HTMLFormElement} form
 * @param {string} url
 * @param {string} text
 */
function show(form, url, text) {
  const page = new DOMParser().parseFromString(text, 'text/html')
  const here = document.getElementById('item')
  const place = page.getElementById('item')
  if (!here || !place) return form.submit()
  const notices = page.querySelector('main .notices, main .notes')
  here.replaceWith(place)
  notices?.classList.remove('wrap') // it stands in one now
  if (notices) place.prepend(notices)
  document.title = page.title
  history.replaceState(null, '', new URL(url).pathname + new URL(url).search)
  return focusOn(place)
}

/** @param {HTMLElement} place */
function focusOn(place) {
  /** @type {HTMLElement | null} */
  const told = place.querySelector('.item-feedback, form.item')
  if (told?.matches('.item-feedback')) return told.focus()
  if (place.querySelector('[aria-invalid="true"]')) return goToWhatIsWrong()
  /** @type {HTMLElement | null} */
  const first = place.querySelector('form.item input:not([type="hidden"]), form.item select')
  return first?.focus()
}
