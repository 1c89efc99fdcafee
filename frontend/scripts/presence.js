// <div data-presence="address"> at the head of a form: says every few seconds where one is writing, and shows who else is.
// A word beside the text, nothing more: whatever goes wrong here is left for the next time.
import { headingAbove } from './headings.js'
import { whenReady } from './ready.js'

const PAUSE = 15_000

whenReady(() => {
  /** @type {NodeListOf<HTMLElement>} */
  const lines = document.querySelectorAll('[data-presence]')
  for (const line of lines) announce(line)
})

/** @param {HTMLElement} line */
function announce(line) {
  /** @type {AbortController | null} */
  let asking = null
  const ask = async () => {
    if (asking || document.hidden || !navigator.onLine) return
    const controller = new AbortController()
    asking = controller
    const tooLong = setTimeout(() => controller.abort(), PAUSE)
    await show(line, controller.signal).catch(() => {})
    clearTimeout(tooLong)
    asking = null
  }
  setInterval(ask, PAUSE)
  document.addEventListener('visibilitychange', ask)
  addEventListener('online', ask)
}

/**
 * @param {HTMLElement} line
 * @param {AbortSignal} signal
 */
async function show(line, signal) {
  const body = new FormData()
  /** @type {HTMLInputElement | null} */
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]')
  body.set('csrfmiddlewaretoken', token?.value ?? '')
  body.set('place', heading())
  const response = await fetch(line.dataset.presence ?? '', {
    method: 'POST',
    body,
    signal,
    headers: { 'HX-Request': 'true' },
  })
  if (!response.ok || response.redirected) return
  const answer = new DOMParser().parseFromString(await response.text(), 'text/html').body
  // Only what is new is put there: it is read out by screen readers.
  if (wordsOf(answer) !== wordsOf(line)) line.replaceChildren(...answer.childNodes)
}

/** @param {Element} part */
const wordsOf = (part) => part.textContent.replace(/\s+/g, ' ').trim()

/** The heading that the caret is under, in the editor or in the plain text. */
function heading() {
  /** @type {HTMLTextAreaElement | null} */
  const text = document.querySelector('#writing textarea[name="body"]')
  if (!text) return ''
  if (text.richEditor) return text.richEditor.heading()
  return headingAbove(text.value, text.selectionStart)
}
