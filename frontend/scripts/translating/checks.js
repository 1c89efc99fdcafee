// What may be wrong with the words in a box is asked for while they are typed, when typing rests or the box is left, and is
// said beside it. Where no answer comes, it is asked for again with the next words.
import { closestTo } from '../events.js'
import { showAsRead } from './as-read.js'
import { released } from './pressed.js'
import { textIn } from './text.js'

const REST = 1200
/** @type {WeakMap<HTMLElement, { text: string, timer: ReturnType<typeof setTimeout>, aborting: AbortController }>} */
const asked = new WeakMap()

document.addEventListener('input', (event) => {
  const place = placeOf(event)
  if (!place) return
  forget(place)
  const timer = setTimeout(() => ask(place), REST)
  asked.set(place, { text: '', timer, aborting: new AbortController() })
})

document.addEventListener('focusout', (event) => {
  const place = placeOf(event)
  if (place && asked.has(place)) ask(place)
})

/**
 * @param {Event} event
 * @returns {HTMLElement | null | undefined}
 */
function placeOf(event) {
  if (!closestTo(event, 'textarea, .rich')) return null
  return closestTo(event, '.paragraph')?.querySelector('[data-checks]')
}

/** @param {HTMLElement} place */
function forget(place) {
  const known = asked.get(place)
  clearTimeout(known?.timer)
  known?.aborting.abort()
}

/** @param {HTMLElement} place */
async function ask(place) {
  const paragraph = place.closest('.paragraph')
  const known = asked.get(place)
  const form = place.closest('form')
  if (!paragraph || !known || !form) return
  const text = textIn(paragraph)
  if (known.text === text) return
  clearTimeout(known.timer)
  known.text = text
  const body = new FormData()
  body.set('target', text)
  if (paragraph.querySelector('[data-shown]')) body.set('as_read', '1')
  for (const name of ['csrfmiddlewaretoken', 'source_version'])
    body.set(name, /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value)
  const { signal } = known.aborting
  const response = await fetch(place.dataset.checks ?? '', { method: 'POST', body, signal }).catch(() => null)
  if (!response?.ok) {
    known.text = ''
    return
  }
  const html = await response.text()
  await released()
  if (!signal.aborted) show(place, html, text)
}

/**
 * Written only where it says something else: what stands there already is not said again.
 * @param {HTMLElement} place
 * @param {string} html
 * @param {string} text What it is about: meanwhile there may be other words in the box.
 */
function show(place, html, text) {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const shown = /** @type {HTMLElement | null} */ (body.querySelector('[data-shown]'))
  shown?.remove()
  if (shown) showAsRead(place.closest('.paragraph'), shown, text)
  if (wordsOf(body) !== wordsOf(place)) place.replaceChildren(...body.children)
}

/** @param {HTMLElement} element */
const wordsOf = ({ textContent }) => textContent.replace(/\s+/g, ' ').trim()
