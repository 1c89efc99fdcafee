// <form data-draft>, with {% draft_fields %} and {% draft_state %}: nobody loses a word that was typed into it.
import { whenReady } from '../ready.js'
import { isChanged } from './form.js'
import { Autosave } from './autosave.js'
import { isGone, isStranger, renewTokens, send } from './server.js'
import { drop, entriesFor } from './local-store.js'
import { offerAgain } from './state.js'

/** @import { DraftForm } from './types.d.ts' */

const PATIENCE = 3000
/** @type {Map<DraftForm, Autosave>} */
const autosaves = new Map()
const passing = new Set()
const waiting = new Set()

/**
 * @param {any} form the form of what an event came from, where it has one
 * @returns {Autosave | null}
 */
function autosaveOf(form) {
  if (!document.body.dataset.person || !form?.matches?.('form[data-draft]') || !form.elements.draft_writing) return null
  const autosave = autosaves.get(form) ?? new Autosave(form)
  autosaves.set(form, autosave)
  return autosave
}

/** @type {Promise<boolean> | null} */
let asking = null

/**
 * The dialog over the text; its script is fetched when it is needed. Answers whether it may go on.
 * @param {Autosave} autosave
 * @returns {Promise<boolean>}
 */
function signInAgain(autosave) {
  const script = document.getElementById('sign-in-again')?.dataset.script ?? ''
  asking ??= import(script)
    .then(
      ({ ask }) => ask(autosave),
      () => false,
    )
    .finally(() => {
      asking = null
    })
  return asking
}

function open() {
  for (const form of autosaves.keys()) if (!form.isConnected) autosaves.delete(form)
  return [...autosaves.values()]
}

document.addEventListener('input', ({ target }) => {
  if (target instanceof Element && 'form' in target) autosaveOf(target.form)?.touch()
})

whenReady(() => {
  /** @type {NodeListOf<DraftForm>} */
  const forms = document.querySelectorAll('form[data-draft]')
  for (const form of forms) {
    const autosave = autosaveOf(form)
    if (autosave) begin(form, autosave)
  }
})

/**
 * @param {DraftForm} form
 * @param {Autosave} autosave
 */
async function begin(form, autosave) {
  if ('posted' in form.elements.draft_writing.dataset) autosave.touch()
  for (const entry of entriesFor(form.elements.draft_key.value)) {
    const answer = await send(entry)
    if (answer.status === 200) drop(entry)
    const isHis = entry.writing === form.elements.draft_writing.value || !autosave.isDraft
    if (!answer.ended && isHis && !autosave.isDirty && !isChanged(form)) await autosave.putBack(entry, answer)
  }
}

// Before anything else looks at it: the words go ahead, so that a form is only sent where its text cannot be lost.
document.addEventListener(
  'submit',
  (event) => {
    const { submitter } = event
    const form = /** @type {DraftForm} */ (event.target)
    const autosave = autosaveOf(form)
    if (!autosave || passing.has(form)) return
    if (submitter?.matches('[data-draft-discard]')) {
      drop({ ...autosave.entry, sequence: Infinity })
      autosave.leave()
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!waiting.has(form)) sendOn(form, submitter, autosave)
  },
  true,
)

/**
 * @param {DraftForm} form
 * @param {HTMLElement | null} submitter
 * @param {Autosave} autosave
 */
async function sendOn(form, submitter, autosave) {
  waiting.add(form)
  const answer = await Promise.race([
    autosave.saveToSend(),
    new Promise((resolve) => setTimeout(resolve, PATIENCE, {})),
  ])
  const mayGo = isStranger(answer) ? await signInAgain(autosave) : !isGone(answer)
  waiting.delete(form)
  if (!mayGo) {
    if (isGone(answer)) offerAgain(submitter, form)
    return
  }
  renewTokens()
  if (isStranger(answer) && submitter?.matches('[data-preview]')) {
    submitter.click()
    return
  }
  passing.add(form)
  autosave.leave()
  form.requestSubmit(submitter)
  passing.delete(form)
}

document.addEventListener('click', ({ target }) => {
  /** @type {HTMLElement | null} */
  const button = target instanceof Element ? target.closest('[data-draft-sign-in]') : null
  if (!button) return
  /** @type {HTMLElement | null | undefined} */
  const place = button.parentElement?.querySelector('[data-draft-state]')
  const form = button.closest('form') ?? document.getElementById(place?.dataset.draftState ?? '')
  const autosave = autosaveOf(form)
  if (autosave)
    signInAgain(autosave).then(() => {
      /** @type {HTMLElement | null} */
      const field = autosave.form.querySelector('textarea, input:not([type="hidden"])')
      if (button.hidden) field?.focus()
    })
})

function saveAgain() {
  for (const autosave of open()) if (autosave.isDirty) autosave.save()
}

function flushAll() {
  for (const autosave of open()) autosave.flush()
}

addEventListener('online', saveAgain)
addEventListener('pagehide', flushAll)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') flushAll()
  else saveAgain()
})

addEventListener('pageshow', async ({ persisted }) => {
  if (!persisted) return
  for (const autosave of open()) {
    autosave.isLeaving = false
    // Somebody went back to it. Whoever is signed in by now is not shown what another person has typed.
    if (isStranger(await autosave.save())) location.reload()
  }
})

addEventListener('beforeunload', (event) => {
  if (open().some((autosave) => autosave.isAtRisk)) event.preventDefault()
})
