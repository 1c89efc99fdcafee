// Working through the sentences of a tip by keyboard: J and K go from one to the next, 1 to 3 confirm what is proposed, X says no
// to the first proposal. After a decision the next sentence that needs one has the focus.
import { closestTo } from './events.js'

const FIELDS = 'input, select, textarea, [contenteditable]'
/** @returns {HTMLElement[]} */
const sentences = () => Array.from(document.querySelectorAll('.tie'))
document.querySelector('[data-keys]')?.removeAttribute('hidden')

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || closestTo(event, FIELDS)) return
  const key = event.key.toLowerCase()
  if (key === 'j' || key === 'k') go(key === 'j' ? 1 : -1)
  else if (!press(key)) return
  event.preventDefault()
})

/** @returns {HTMLElement | null | undefined} */
function here() {
  return document.activeElement?.closest('.tie')
}

/** @param {number} step */
function go(step) {
  const all = sentences()
  const from = here()
  const at = from ? all.indexOf(from) : -1
  // From nowhere, forwards, to the first that rests on nothing.
  const next = at < 0 ? (all.find((one) => one.matches('.open')) ?? all[0]) : all[at + step]
  reach(next)
}

/** @param {HTMLElement | undefined} sentence */
function reach(sentence) {
  sentence?.focus({ preventScroll: true })
  sentence?.scrollIntoView({ block: 'center' })
}

/** @param {string} key */
function press(key) {
  /** @type {HTMLElement | null | undefined} */
  const button = here()?.querySelector(`[data-press="${CSS.escape(key)}"]`)
  button?.click()
  return Boolean(button)
}

let decided = ''
document.addEventListener('htmx:before:request', (event) => {
  decided = closestTo(event, '.tie')?.id ?? ''
})

document.addEventListener('htmx:after:swap', () => {
  if (!decided) return
  const sentence = document.getElementById(decided)
  decided = ''
  if (!sentence) return
  const all = sentences()
  const later = all.slice(all.indexOf(sentence) + 1).find((one) => one.matches('.open'))
  reach(sentence.matches('.open') || !later ? sentence : later)
})
