// Choosing by keyboard: "React to a passage" turns on a way of reading in which the arrows move over sentences and Enter
// opens the bubble. The sentence has the focus, and is said aloud.
import { close, isOpen, openBubble, say, wording } from './bubble.js'
import { unwrap, wrap } from './marks.js'
import { sentencesOf } from './segments.js'
import { rangesOf, readWords, textOfPage } from './words.js'

let reading = null

export function startReading(opener, act) {
  const words = readWords(textOfPage())
  const sentences = sentencesOf(words, document.documentElement.lang)
  if (!sentences.length) return
  reading = { opener, act, sentences, at: firstSeen(words, sentences) }
  opener.setAttribute('aria-pressed', 'true')
  go(reading.at)
  say(`${wording().begin} ${spoken()}`)
}

export function stopReading({ focus = true } = {}) {
  if (!reading) return
  const { opener } = reading
  reading = null
  close()
  unwrap(textOfPage(), 'mark.sel')
  opener.removeAttribute('aria-pressed')
  say(wording().end)
  if (focus) opener.focus()
}

export const isReading = () => Boolean(reading)

function firstSeen(words, sentences) {
  const seen = sentences.findIndex(
    ({ start, end }) => (rangesOf(words, start, end)[0]?.getBoundingClientRect().top ?? -1) >= 0,
  )
  return Math.max(0, seen)
}

function go(to) {
  close()
  reading.at = Math.max(0, Math.min(to, reading.sentences.length - 1))
  unwrap(textOfPage(), 'mark.sel')
  const words = readWords(textOfPage())
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

function spoken() {
  const { start, end } = reading.sentences[reading.at]
  return readWords(textOfPage()).text.slice(start, end).trim()
}

document.addEventListener('keydown', (event) => {
  if (!reading || event.target.closest('.bubble, .m-note, input, textarea')) return
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key in steps) go(reading.at + steps[event.key])
  else if (event.key === 'Home') go(0)
  else if (event.key === 'End') go(reading.sentences.length - 1)
  else if (event.key === 'Enter' || event.key === ' ') {
    openBubble(readWords(textOfPage()), reading.sentences[reading.at], { act: reading.act, focus: true })
  } else if (event.key === 'Escape' && !isOpen()) stopReading()
  else return
  event.preventDefault()
  if (event.key in steps || event.key === 'Home' || event.key === 'End') say(spoken())
})

document.addEventListener('focusin', ({ target }) => {
  if (reading && !target.closest('mark.sel, .bubble')) stopReading({ focus: false })
})
