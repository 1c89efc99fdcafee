// Remarks on a tip. Choosing words in its text offers to remark on them; what a reviewer without an account has typed
// stays in this window until it is sent, since she has no drafts. Without this file the list of sentences does it all.
import { findPassage, lettersOf, named, offsetOf, rangesOf, readWords } from './passages/words.js'
import { whenReady } from './ready.js'

/** @import { Named } from './passages/types.d.ts' */

const REST = 200
let timer = 0

whenReady(() => {
  /** @type {HTMLAnchorElement | null} */
  const offer = document.querySelector('[data-remark-here]')
  if (offer)
    document.addEventListener('selectionchange', () => {
      clearTimeout(timer)
      timer = setTimeout(() => show(offer), REST)
    })
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll('[data-choose]')
  for (const field of fields) field.addEventListener('focus', () => field.select())
  forgetWhatWasSent()
  markPassages()
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll('form[data-passage]')
  for (const form of forms) storeLocally(form)
})

/** The words that open remarks are about are marked in the text, without a change to the document. */
function markPassages() {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll('.remark.open[data-passage]')
  const open = [...all]
  if (!open.length || !window.Highlight) return
  const marked = [...document.querySelectorAll('.tip-row > .text, .guest-review .text, [data-remark-at]')].flatMap(
    (text) => {
      const words = readWords(text)
      const known = lettersOf(words.text)
      const places = open.map((note) => findPassage(words, known, note.dataset.passage ?? '', ''))
      return places.flatMap((place) => (place ? rangesOf(words, place.start, place.end) : []))
    },
  )
  CSS.highlights.set('remarked', new Highlight(...marked))
}

/** @param {HTMLAnchorElement} offer */
function show(offer) {
  /** @type {NodeListOf<HTMLElement>} */
  const texts = document.querySelectorAll(offer.dataset.remarkHere ?? '')
  const chosen = chosenWords([...texts])
  offer.hidden = !chosen
  if (!chosen) return
  offer.href = addressOf(chosen.text.dataset.remarkAt ?? offer.dataset.address ?? '', chosen.words)
  offer.hash = offer.dataset.hash ?? ''
}

/**
 * Returns an address that names words to the server, with what it says already.
 * @param {string} place
 * @param {Named} words
 */
function addressOf(place, words) {
  const address = new URL(place, location.href)
  for (const [name, value] of Object.entries(words)) address.searchParams.set(name, value)
  return address.href
}

/**
 * @param {HTMLElement[]} texts
 * @returns {{ text: HTMLElement, words: Named } | null}
 */
function chosenWords(texts) {
  const selection = getSelection()
  if (!selection?.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const text = texts.find((one) => one.contains(range.commonAncestorContainer))
  if (!text) return null
  const words = readWords(text)
  const start = offsetOf(words, range.startContainer, range.startOffset)
  const end = offsetOf(words, range.endContainer, range.endOffset)
  return words.text.slice(start, end).trim().length > 1 ? { text, words: named(words, { start, end }) } : null
}

// The address holds the token of the link: the name under which words are stored holds only the passage.
/** @param {HTMLFormElement} form */
function storeLocally(form) {
  /** @param {HTMLTextAreaElement} box */
  const nameOf = (box) => `review:${form.dataset.passage}:${box.name}`
  for (const box of form.querySelectorAll('textarea')) {
    const stored = sessionStorage.getItem(nameOf(box))
    if (stored !== null && box.value === box.defaultValue) box.value = stored
    box.addEventListener('input', () => sessionStorage.setItem(nameOf(box), box.value))
  }
  form.addEventListener('submit', () => sessionStorage.setItem('review-sent', form.dataset.passage ?? ''))
}

/** Only a page that says that it was sent lets them go: a form that was lost on the way is not lost. */
function forgetWhatWasSent() {
  const sent = sessionStorage.getItem('review-sent')
  if (!sent || !document.querySelector('[data-sent]')) return
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(`review:${sent}:`)) sessionStorage.removeItem(name)
  sessionStorage.removeItem('review-sent')
}
