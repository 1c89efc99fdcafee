// Says beside a form where its words are. The sentences stand in the page (templates/drafts/_state.html).

/**
 * @import { Answer } from './types.d.ts'
 * @param {HTMLFormElement} form
 * @param {string} state
 * @param {Answer} [answer]
 */
export function show(form, state, { told, person, error } = {}) {
  const place = placeOf(form)
  if (!place) return
  const said = { saved: told, refused: error }[state] ?? place.dataset[state]?.replace('{person}', String(person)) ?? ''
  const words = place.lastElementChild
  place.classList.toggle('warn', state !== 'saved')
  place.dataset.now = said && state
  // Announced when it changes, and only then.
  if (words && words.textContent !== said) words.textContent = said
  /** @type {HTMLElement | null | undefined} */
  const button = place.parentElement?.querySelector('[data-draft-sign-in]')
  if (button) button.hidden = state !== 'expired' && state !== 'other'
}

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLElement | null}
 */
export function placeOf(form) {
  return (
    form.querySelector('[data-draft-state]') ??
    (form.id ? document.querySelector(`[data-draft-state="${form.id}"]`) : null)
  )
}

/** @type {WeakMap<Element, ChildNode[]>} */
const labels = new WeakMap()

/**
 * The button that could send nothing says that it can be tried again, until it can.
 * @param {HTMLElement | null} button
 * @param {HTMLFormElement} form
 */
export function offerAgain(button, form) {
  const again = placeOf(form)?.dataset.again
  if (!button || !again || labels.has(button)) return
  labels.set(button, [...button.childNodes])
  button.textContent = again
}

/** @param {HTMLFormElement} form */
export function giveBackLabels(form) {
  for (const button of form.elements) {
    const label = labels.get(button)
    if (!label) continue
    button.replaceChildren(...label)
    labels.delete(button)
  }
}
