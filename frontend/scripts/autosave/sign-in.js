// A session that expired asks to sign in again in a dialog over the text: the site's own form, fetched and sent in place.
// A file of its own, which is loaded when it is needed.
import { currentToken, isGone, isStranger, renewTokens } from './server.js'

/** @import { Autosave } from './autosave.js' */
/** @import { Answer, Asking } from './types.d.ts' */

const LOGIN = '/accounts/login/'
const LOGOUT = '/accounts/logout/'

/**
 * Whether the person to whom the text belongs is signed in again; false when she closes the dialog.
 * @param {Autosave} autosave
 * @returns {Promise<boolean>}
 */
export async function ask(autosave) {
  const now = await autosave.save()
  if (!isStranger(now)) return !isGone(now) // signed in again already, in another tab
  const from = /** @type {HTMLElement | null} */ (document.activeElement)
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('sign-in-again'))
  const dialog = /** @type {Asking} */ (template.content.firstElementChild?.cloneNode(true))
  document.body.append(dialog)
  dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close())
  await beginIn(dialog, now)
  dialog.showModal()
  focusIn(dialog)
  const isDone = await new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'done'))
    dialog.addEventListener('submit', (event) => {
      event.preventDefault()
      if (!dialog.ariaBusy) answerFor(dialog, /** @type {HTMLFormElement} */ (event.target), autosave)
    })
  })
  dialog.remove()
  from?.focus()
  return isDone
}

/**
 * The form to sign in with; whoever else is signed in is signed out first.
 * @param {Asking} dialog
 * @param {Answer} answer
 */
async function beginIn(dialog, answer) {
  const isOther = answer.status === 409
  if (isOther)
    await fetch(LOGOUT, { method: 'POST', headers: { 'X-CSRFToken': currentToken() ?? '' }, redirect: 'manual' }).catch(
      () => null,
    )
  await showForm(dialog, await fetch(LOGIN).catch(() => null))
  if (isOther) tell(dialog, dialog.dataset.other.replace('{person}', String(answer.person)))
}

/**
 * @param {Asking} dialog
 * @param {HTMLFormElement} form
 * @param {Autosave} autosave
 */
async function answerFor(dialog, form, autosave) {
  dialog.ariaBusy = 'true'
  tell(dialog, '')
  const response = await fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual' }).catch(
    () => null,
  )
  if (response?.type === 'opaqueredirect') {
    renewTokens()
    const answer = await autosave.save()
    if (isGone(answer)) tell(dialog, dialog.dataset.failed)
    else if (isStranger(answer)) await beginIn(dialog, answer)
    else dialog.close('done')
  } else await showForm(dialog, response)
  dialog.ariaBusy = null
  return focusIn(dialog)
}

/**
 * @param {Asking} dialog
 * @param {Response | null} response
 */
async function showForm(dialog, response) {
  const page = response && new DOMParser().parseFromString(await response.text(), 'text/html')
  const form = page?.querySelector('main form')
  if (!form) return tell(dialog, dialog.dataset.failed)
  for (const link of form.querySelectorAll('a')) link.target = '_blank'
  return dialog.querySelector('[data-form]')?.replaceChildren(form)
}

/**
 * @param {Asking} dialog
 * @param {string} text
 */
function tell(dialog, text) {
  const alert = /** @type {HTMLElement} */ (dialog.querySelector('[role="alert"]'))
  alert.textContent = text
}

/** @param {Asking} dialog */
function focusIn(dialog) {
  /** @type {HTMLElement | null} */
  const field = dialog.querySelector('[aria-invalid="true"], [data-form] input:not([type="hidden"]), [data-close]')
  field?.focus()
}
