// The bubble: what can be done about chosen words. It stands below them, so that it covers neither them nor the menu
// that a telephone shows above them.
import { closestTo } from '../events.js'
import { rangesOf, textOfPage } from './words.js'

/** @import { Act, Span, Words } from './types.d.ts' */

/** @returns {HTMLTemplateElement | null} */
const acts = () => /** @type {HTMLTemplateElement | null} */ (document.getElementById('acts-on-passage'))
const GAP = { mouse: 10, touch: 34 }
/** @type {HTMLElement | null} */
let bubble = null
/** @type {HTMLElement | null} */
let returnTo = null

const focused = () => /** @type {HTMLElement | null} */ (document.activeElement)

export const isOpen = () => Boolean(bubble)

/**
 * Shows the bubble below words[start:end]; `chosen` is handed to the act that is pressed.
 * @param {Words} words
 * @param {Span} chosen
 * @param {{ act: Act, touch?: boolean, focus?: boolean }} how
 */
export function openBubble(words, chosen, { act, touch = false, focus = false }) {
  close()
  const ranges = rangesOf(words, chosen.start, chosen.end)
  const template = acts()
  const text = textOfPage()
  if (!ranges.length || !template || !text) return
  returnTo = focus ? focused() : null
  bubble = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
  text.append(bubble)
  stand(bubble, text, ranges[ranges.length - 1], touch ? GAP.touch : GAP.mouse)
  const buttons = [...bubble.querySelectorAll('button')]
  for (const [index, button] of buttons.entries()) button.tabIndex = index ? -1 : 0
  bubble.addEventListener('pointerdown', (event) => event.preventDefault()) // the selection stays
  bubble.addEventListener('click', (event) => {
    const button = closestTo(event, 'button')
    if (button) act(button.dataset.act ?? '', chosen)
  })
  bubble.addEventListener('keydown', (event) => move(event, buttons))
  if (focus) buttons[0].focus({ preventScroll: true })
}

/**
 * @param {HTMLElement} bubble
 * @param {HTMLElement} text
 * @param {Range} range
 * @param {number} gap
 */
function stand(bubble, text, range, gap) {
  const frame = text.getBoundingClientRect()
  const last = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect()
  const left = Math.max(0, Math.min(last.left - frame.left, frame.width - bubble.offsetWidth))
  bubble.style.top = `${Math.round(last.bottom - frame.top + gap)}px`
  bubble.style.left = `${Math.round(left)}px`
  const under = bubble.getBoundingClientRect().bottom - innerHeight
  if (under > 0) scrollBy({ top: under + 16, behavior: 'instant' })
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} buttons
 */
function move(event, buttons) {
  const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  /** @type {Record<string, number>} */
  const places = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
  }
  const next = places[event.key]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  const target = buttons[(next + buttons.length) % buttons.length]
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1
  target.focus()
}

/** Away; the focus goes back to where it came from if it was inside. */
export function close() {
  if (!bubble) return
  const hadFocus = bubble.contains(document.activeElement)
  bubble.remove()
  bubble = null
  if (hadFocus) returnTo?.focus({ preventScroll: true })
}

export function enterBubble() {
  returnTo = focused()
  /** @type {HTMLElement | null | undefined} */
  const button = bubble?.querySelector('button[tabindex="0"]')
  button?.focus({ preventScroll: true })
}

export const holdsFocus = () => Boolean(bubble?.contains(document.activeElement))

/** @param {string} text */
export function say(text) {
  const told = document.getElementById('passages-told')
  if (told) told.textContent = text
}

/** @returns {Record<string, string | undefined>} */
export const wording = () => acts()?.dataset ?? {}
