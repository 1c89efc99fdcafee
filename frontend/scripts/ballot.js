// A ballot: lines change places by their buttons or by dragging, the numbers stay with the places, so that equal ones stay equal.
import { dragged } from './dragging.js'

const linesOf = (list) => [...list.querySelectorAll('[data-line]')]
const numberOf = (line) => line.querySelector('input[type="number"]')

export function orderBallots() {
  for (const steps of document.querySelectorAll('[data-ballot] [data-steps]')) steps.hidden = false
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-ballot] [data-step]')
  if (!button) return
  const line = button.closest('[data-line]')
  const lines = linesOf(line.parentElement)
  const other = lines[lines.indexOf(line) + Number(button.dataset.step)]
  if (other) exchange(line, other, Number(button.dataset.step) > 0)
  say(line)
  button.focus()
})

dragged('[data-ballot] [data-grip]', {
  within: (grip) => grip.closest('[data-line]'),
  target: (part) => part?.closest('[data-line]'),
  name: (part) => part.dataset.name,
  may: (part, over) => part !== over,
  drop: (part, over) => {
    if (!over || over === part) return
    const lines = linesOf(part.parentElement)
    exchange(part, over, lines.indexOf(part) < lines.indexOf(over))
    say(part)
  },
})

function exchange(line, other, goesBehind) {
  const list = line.parentElement
  const numbers = linesOf(list).map((one) => numberOf(one).value)
  other[goesBehind ? 'after' : 'before'](line)
  for (const [place, one] of linesOf(list).entries()) numberOf(one).value = numbers[place]
  numberOf(line).dispatchEvent(new Event('input', { bubbles: true }))
}

function say(line) {
  const list = line.parentElement
  const lines = linesOf(list)
  const words = { name: line.dataset.name, place: numberOf(line).value, count: lines.length }
  const region = line.closest('form').querySelector('[data-says]')
  region.textContent = list.dataset.told.replace(/\{(\w+)\}/g, (_all, name) => words[name])
}
