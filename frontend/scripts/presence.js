// <div data-presence="address"> at the head of a form: says every few seconds where one is writing, and shows who else is.
// A word beside the text, nothing more: whatever goes wrong here is left for the next time.
import { headingAbove } from './headings.js'
import { whenReady } from './ready.js'

const PAUSE = 15_000

whenReady(() => {
  for (const line of document.querySelectorAll('[data-presence]')) announce(line)
})

function announce(line) {
  let asking = null
  const ask = async () => {
    if (asking || document.hidden || !navigator.onLine) return
    asking = new AbortController()
    const tooLong = setTimeout(() => asking.abort(), PAUSE)
    await show(line, asking.signal).catch(() => {})
    clearTimeout(tooLong)
    asking = null
  }
  setInterval(ask, PAUSE)
  document.addEventListener('visibilitychange', ask)
  addEventListener('online', ask)
}

async function show(line, signal) {
  const body = new FormData()
  body.set('csrfmiddlewaretoken', document.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? '')
  body.set('place', heading())
  const response = await fetch(line.dataset.presence, {
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

const wordsOf = (part) => part.textContent.replace(/\s+/g, ' ').trim()

/** The heading that the caret is under, in the editor or in the plain text. */
function heading() {
  const text = document.querySelector('#writing textarea[name="body"]')
  if (!text) return ''
  if (text.richEditor) return text.richEditor.heading?.() ?? ''
  return headingAbove(text.value, text.selectionStart)
}
