// <form data-draft>, with {% draft_fields %} and {% draft_state %}: nobody loses a word that was typed into it.
import { whenReady } from '../ready.js'
import { isChanged } from './form.js'
import { Keeper } from './keeper.js'
import { isGone, isStranger, renewTokens, send } from './server.js'
import { drop, entriesFor } from './shelf.js'
import { offerAgain } from './state.js'

const PATIENCE = 3000
const keepers = new Map()
const passing = new Set()
const waiting = new Set()

function keeperOf(form) {
  if (!document.body.dataset.person || !form?.matches?.('form[data-draft]') || !form.elements.draft_writing) return null
  if (!keepers.has(form)) keepers.set(form, new Keeper(form))
  return keepers.get(form)
}

let asking = null

/** The dialog over the text; its script is fetched when it is needed. Answers whether it may go on. */
function signInAgain(keeper) {
  const { script } = document.getElementById('sign-in-again').dataset
  asking ??= import(script)
    .then(
      ({ ask }) => ask(keeper),
      () => false,
    )
    .finally(() => {
      asking = null
    })
  return asking
}

function open() {
  for (const form of keepers.keys()) if (!form.isConnected) keepers.delete(form)
  return [...keepers.values()]
}

document.addEventListener('input', ({ target }) => keeperOf(target.form)?.touch())

whenReady(() => {
  for (const form of document.querySelectorAll('form[data-draft]')) if (keeperOf(form)) begin(form)
})

async function begin(form) {
  const keeper = keeperOf(form)
  if ('posted' in form.elements.draft_writing.dataset) keeper.touch()
  for (const entry of entriesFor(form.elements.draft_key.value)) {
    const answer = await send(entry)
    if (answer.status === 200) drop(entry)
    const isHis = entry.writing === form.elements.draft_writing.value || !keeper.isDraft
    if (!answer.ended && isHis && !keeper.isDirty && !isChanged(form)) await keeper.putBack(entry, answer)
  }
}

// Before anything else looks at it: the words go ahead, so that a form is only sent where its text cannot be lost.
document.addEventListener(
  'submit',
  (event) => {
    const { target: form, submitter } = event
    const keeper = keeperOf(form)
    if (!keeper || passing.has(form)) return
    if (submitter?.matches('[data-draft-discard]')) {
      drop({ ...keeper.entry, sequence: Infinity })
      keeper.leave()
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!waiting.has(form)) sendOn(form, submitter, keeper)
  },
  true,
)

async function sendOn(form, submitter, keeper) {
  waiting.add(form)
  const answer = await Promise.race([keeper.keep(), new Promise((resolve) => setTimeout(resolve, PATIENCE, {}))])
  const mayGo = isStranger(answer) ? await signInAgain(keeper) : !isGone(answer)
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
  keeper.leave()
  form.requestSubmit(submitter)
  passing.delete(form)
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-draft-sign-in]')
  if (!button) return
  const place = button.parentElement.querySelector('[data-draft-state]')
  const form = button.closest('form') ?? document.getElementById(place.dataset.draftState)
  const keeper = keeperOf(form)
  if (keeper)
    signInAgain(keeper).then(() =>
      button.hidden ? form.querySelector('textarea, input:not([type="hidden"])')?.focus() : null,
    )
})

function keepAgain() {
  for (const keeper of open()) if (keeper.isDirty) keeper.keep()
}

function flushAll() {
  for (const keeper of open()) keeper.flush()
}

addEventListener('online', keepAgain)
addEventListener('pagehide', flushAll)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') flushAll()
  else keepAgain()
})

addEventListener('pageshow', async ({ persisted }) => {
  if (!persisted) return
  for (const keeper of open()) {
    keeper.isLeaving = false
    // Somebody went back to it. Whoever is signed in by now is not shown what another person has typed.
    if (isStranger(await keeper.keep())) location.reload()
  }
})

addEventListener('beforeunload', (event) => {
  if (open().some((keeper) => keeper.isAtRisk)) event.preventDefault()
})
