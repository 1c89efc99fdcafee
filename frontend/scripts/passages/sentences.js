// Choosing by keyboard: "React to a passage" turns on a way of reading in which the arrows move over sentences and Enter
// opens the bubble. The sentence has the focus, and is said aloud.
import { closestTo } from '../events.js'
import { close, isOpen, openBubble, say, wording } from './bubble.js'
import { unwrap, wrap } from './marks.js'
import { sentencesOf } from './segments.js'
import { languageOfPage, rangesOf, readWords, textOfPage } from './words.js'

/** @import { Act, Span, Words } from './types.d.ts' */

/** @typedef {{ opener: HTMLElement, act: Act, sentences: Span[], at: number }} Reading */

/** @type {Reading | null} */
let reading = null

/**
 * @param {HTMLElement} opener
 * @param {Act} act
 */
export function startReading(opener, act) {
  const words = wordsOfPage()
  const sentences = sentencesOf(words, languageOfPage())
  if (!sentences.length) return
  reading = { opener, act, sentences, at: firstSeen(words, sentences) }
  opener.setAttribute('aria-pressed', 'true')
  go(reading, reading.at)
  say(`${wording().begin} ${spoken(reading)}`)
}

export function stopReading({ focus = true } = {}) {
  if (!reading) return
  const { opener } = reading
  reading = null
  close()
  unwrap(textOfPage(), 'mark.sel')
  opener.removeAttribute('aria-pressed')
  say(wording().end ?? '')
  if (focus) opener.focus()
}

const wordsOfPage = () => readWords(/** @type {HTMLElement} */ (textOfPage()))

export const isReading = () => Boolean(reading)

/**
 * @param {Words} words
 * @param {Span[]} sentences
 */
function firstSeen(words, sentences) {
  const seen = sentences.findIndex(
    ({ start, end }) => (rangesOf(words, start, end)[0]?.getBoundingClientRect().top ?? -1) >= 0,
  )
  return Math.max(0, seen)
}

/**
 * @param {Reading} reading
 * @param {number} to
 */
function go(reading, to) {
  close()
  reading.at = Math.max(0, Math.min(to, reading.sentences.length - 1))
  unwrap(textOfPage(), 'mark.sel')
  const words = wordsOfPage()
  const { start, end } = reading.sentences[reading.at]
  const marks = wrap(rangesOf(words, start, end), () => {
    const mark = document.createElement('mark')
    mark.className = 'sel'
    return mark
  })
  marks[0].tabIndex = -1
  marks[0].focus({ preventScroll: true })
  marks[0].scrollIntoView({ block: 'nearest' })
}

/** @param {Reading} reading */
function spoken(reading) {
  const { start, end } = reading.sentences[reading.at]
  return wordsOfPage().text.slice(start, end).trim()
}

document.addEventListener('keydown', (event) => {
  if (!reading || closestTo(event, '.bubble, .m-note, input, textarea')) return
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key in steps) go(reading, reading.at + steps[event.key])
  else if (event.key === 'Home') go(reading, 0)
  else if (event.key === 'End') go(reading, reading.sentences.length - 1)
  else if (event.key === 'Enter' || event.key === ' ') {
    openBubble(wordsOfPage(), reading.sentences[reading.at], { act: reading.act, focus: true })
  } else if (event.key === 'Escape' && !isOpen()) stopReading()
  else return
  event.preventDefault()
  if (event.key in steps || event.key === 'Home' || event.key === 'End') say(spoken(reading))
})

document.addEventListener('focusin', (event) => {
  if (reading && !closestTo(event, 'mark.sel, .bubble')) stopReading({ focus: false })
})
