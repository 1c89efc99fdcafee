// The screen of a page, for those who may write: choosing words shows what can be done about them, and the margin says
// what has been done. Without this file the tools lead to a screen that lists the sentences.
import { closestTo } from './events.js'
import { close, enterBubble, holdsFocus, isOpen, openBubble, say, wording } from './passages/bubble.js'
import { closeNote, markPassages, openUnder, place } from './passages/marks.js'
import { startReading, stopReading, isReading } from './passages/sentences.js'
import { named, offsetOf, readWords, textOfPage } from './passages/words.js'
import './read.js'
import { whenReady } from './ready.js'

/** @import { AgreeForm, Named, Span } from './passages/types.d.ts' */

const REST = { mouse: 120, touch: 450 }
const isWide = () => matchMedia('(min-width: 68rem)').matches
let timer = 0
let pressed = false
let touch = false

whenReady(() => {
  markPassages()
  document.fonts?.ready.then(place)
  showNamed()
})

// ——— Choosing words ———

document.addEventListener('pointerdown', (event) => {
  pressed = true
  touch = event.pointerType !== 'mouse'
  refuse('')
  if (isOpen() && !closestTo(event, '.bubble')) close()
})
for (const ended of ['pointerup', 'pointercancel']) {
  document.addEventListener(ended, () => {
    pressed = false
    soon()
  })
}
document.addEventListener('selectionchange', soon)

function soon() {
  clearTimeout(timer)
  timer = setTimeout(lookAtSelection, touch ? REST.touch : REST.mouse)
}

function lookAtSelection() {
  if ((pressed && !touch) || isReading() || holdsFocus()) return
  const chosen = chosenWords()
  if (!chosen) {
    close()
    return
  }
  openBubble(chosen.words, chosen, { act, touch })
  say(wording().shown ?? '')
}

function chosenWords() {
  const selection = getSelection()
  const text = textOfPage()
  if (!selection?.rangeCount || selection.isCollapsed || !text) return null
  const range = selection.getRangeAt(0)
  const holder = range.commonAncestorContainer
  const element = holder instanceof Element ? holder : holder.parentElement
  if (!text.contains(holder) || element?.closest('.m-note, .bubble, .fold')) return null
  const words = readWords(text)
  const start = offsetOf(words, range.startContainer, range.startOffset)
  const end = offsetOf(words, range.endContainer, range.endOffset)
  return words.text.slice(start, end).trim().length > 1 ? { words, start, end } : null
}

// ——— What is done about them ———

/**
 * @param {string} name
 * @param {Span} chosen
 */
function act(name, chosen) {
  const text = textOfPage()
  if (!text) return
  const words = named(readWords(text), chosen)
  if (name === 'agree') agree(words)
  if (name === 'nuance') nuance(words)
  if (name === 'nominate') location.assign(`${wording().nominate}?${new URLSearchParams(words)}`)
}

/** @param {Named} words */
function agree(words) {
  /** @type {AgreeForm | null} */
  const form = document.querySelector('#agree-with-passage')
  if (!form) return
  const { exact, prefix, suffix } = form.elements
  exact.value = words.exact
  prefix.value = words.prefix
  suffix.value = words.suffix
  leave()
  form.requestSubmit()
}

/** @param {Named} words */
async function nuance(words) {
  const address = `${wording().nuance}?${new URLSearchParams(words)}`
  const response = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  if (!response || response.status === 401 || response.status === 403) {
    if (response) location.assign(address)
    else refuse(wording().failed ?? '')
    return
  }
  const answer = new DOMParser().parseFromString(await response.text(), 'text/html')
  const form = answer.getElementById('nuance')
  if (!form) {
    refuse(answer.body.textContent.trim())
    return
  }
  leave()
  document.getElementById('nuance')?.remove()
  document.getElementById('margin')?.append(form)
  window.htmx?.process(form)
  markPassages()
  if (!isWide()) openUnder(form)
  form.querySelector('textarea')?.focus({ preventScroll: true })
  form.scrollIntoView({ block: 'nearest' })
}

/**
 * Why something was not done: seen and said aloud, until one goes on.
 * @param {string} text
 */
function refuse(text) {
  const place = document.getElementById('passages-refused')
  if (place && (text || place.textContent)) place.textContent = text
}

function leave() {
  close()
  if (isReading()) stopReading()
  getSelection()?.removeAllRanges()
}

// ——— Ways in and out ———

document.addEventListener('click', (event) => {
  const opener = closestTo(event, '[data-react]')
  const never = closestTo(event, '#nuance [data-leave]')
  if (!opener && !never) return
  event.preventDefault()
  if (never) leaveNuance()
  else if (isReading()) stopReading()
  else if (opener) startReading(opener, act)
})

document.addEventListener('keydown', (event) => {
  if (event.key === 'F6' && isOpen() && !holdsFocus()) {
    event.preventDefault()
    enterBubble()
  }
  if (event.key !== 'Escape') return
  if (isOpen()) {
    close()
    event.preventDefault()
  } else if (!event.defaultPrevented) {
    const form = closestTo(event, '#nuance')
    if (form && !form.querySelector('textarea')?.value) leaveNuance()
  }
})

/** The words stay stored as a draft: asking again for the same passage brings them back. */
function leaveNuance() {
  const form = document.getElementById('nuance')
  if (!form) return
  closeNote(form)
  form.remove()
  markPassages()
  /** @type {HTMLElement | null} */
  const opener = document.querySelector('[data-react]')
  opener?.focus()
}

// The margin comes back anew after each act: a nuance that is being written stays, what one had opened is opened again.
/** @type {HTMLElement | null} */
let writing = null
let opened = ''

document.addEventListener('htmx:before:swap', ({ detail }) => {
  const form = document.getElementById('nuance')
  const isSent = detail.ctx.sourceElement === form
  if (isSent && detail.ctx.response.status >= 400) return
  writing = isSent ? null : form
  opened = document.querySelector('.text > .m-note.opened:not(#nuance)')?.id ?? ''
  if (isSent) form?.remove()
  // htmx copies attributes onto what comes in, and the policy of the site lets no style attribute be set.
  for (const note of document.querySelectorAll('.m-note[style]')) note.removeAttribute('style')
})

document.addEventListener('htmx:after:swap', () => {
  if (writing && !writing.isConnected) document.getElementById('margin')?.append(writing)
  markPassages()
  if (isWide()) return
  for (const note of [writing, document.getElementById(opened || '-')]) if (note?.isConnected) openUnder(note)
})

addEventListener('hashchange', showNamed)

/** #passage-12 leads to a note: on a narrow screen it is opened where its passage stands. */
function showNamed() {
  const note = location.hash.startsWith('#passage-') && document.getElementById(location.hash.slice(1))
  if (!note) return
  if (!isWide()) openUnder(note)
  note.focus({ preventScroll: true })
  document.querySelector(`mark[data-passage="${note.id}"]`)?.scrollIntoView({ block: 'center' })
}
