// A ballot: lines change places by their buttons or by dragging, the numbers stay with the places, so that equal ones stay equal.
import { dragged } from './dragging.js'
import { closestTo } from './events.js'

/**
 * @param {HTMLElement} line
 * @returns {HTMLElement | null}
 */
const listOf = (line) => line.closest('[data-ballot]')

/**
 * @param {HTMLElement} list
 * @returns {HTMLElement[]}
 */
const linesOf = (list) => Array.from(list.querySelectorAll('[data-line]'))

/**
 * @param {HTMLElement} part
 * @returns {HTMLInputElement[]}
 */
const numbersOf = (part) => Array.from(part.querySelectorAll('input[type="number"]'))

export function orderBallots() {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll('[data-ballot] [data-steps]')
  for (const steps of all) steps.hidden = false
}

document.addEventListener('click', (event) => {
  const button = closestTo(event, '[data-ballot] [data-step]')
  const line = closestTo(event, '[data-line]')
  const list = line && listOf(line)
  if (!button || !list) return
  const lines = linesOf(list)
  const other = lines[lines.indexOf(line) + Number(button.dataset.step)]
  if (other) exchange(list, line, other, Number(button.dataset.step) > 0)
  say(list, line)
  button.focus()
})

dragged('[data-ballot] [data-grip]', {
  within: (grip) => grip.closest('[data-line]'),
  target: (under) => under.closest('[data-line]'),
  name: (part) => part.dataset.name,
  may: (part, over) => part !== over,
  drop: (part, over) => {
    const list = listOf(part)
    if (!list || !over || over === part) return
    const lines = linesOf(list)
    exchange(list, part, over, lines.indexOf(part) < lines.indexOf(over))
    say(list, part)
  },
})

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} line
 * @param {HTMLElement} other
 * @param {boolean} goesBehind
 */
function exchange(list, line, other, goesBehind) {
  const numbers = numbersOf(list).map(({ value }) => value)
  other[goesBehind ? 'after' : 'before'](line)
  for (const [place, number] of numbersOf(list).entries()) number.value = numbers[place]
  numbersOf(line)[0]?.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} line
 */
function say(list, line) {
  /** @type {Record<string, string | number | undefined>} */
  const words = { name: line.dataset.name, place: numbersOf(line)[0]?.value, count: linesOf(list).length }
  const region = line.closest('form')?.querySelector('[data-says]')
  if (region) region.textContent = (list.dataset.told ?? '').replace(/\{(\w+)\}/g, (_all, name) => String(words[name]))
}
