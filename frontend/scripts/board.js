// The board of a theme and the ballot: what is dragged does what a button beside it does, and what came of it is said.
import { dragged } from './dragging.js'
import { orderBallots } from './ballot.js'
import { whenReady } from './ready.js'

const board = () => document.querySelector('[data-board]')
const told = (text) => {
  const region = document.getElementById('board-told')
  if (region) region.textContent = text
}

dragged('[data-board] [data-grip]', {
  within: (grip) => grip.closest('[data-candidate], [data-tip]'),
  target: (part) => part?.closest('[data-place]'),
  name: (part) => part.dataset.name,
  begin: () => document.documentElement.classList.add('is-dragging'),
  end: () => document.documentElement.classList.remove('is-dragging'),
  may: (part, place) => place !== part && !(part.matches('[data-candidate]') && place.dataset.tip),
  drop: (part, place) => {
    if (!place || place === part) return told(board().dataset.nowhere)
    return part.matches('[data-candidate]') ? take(part, place) : move(part, place)
  },
})

function take(candidate, place) {
  const form = candidate.querySelector('[data-take]')
  const choice = form?.elements.number
  if (place.dataset.tip || !choice) return told(board().dataset.taken.replace('{place}', place.dataset.place))
  choice.value = place.dataset.place
  form.requestSubmit()
}

function move(tip, place) {
  const form = document.getElementById('moving')
  for (const [name, value] of [
    ['tip', tip.dataset.tip],
    ['number', place.dataset.place],
  ]) {
    form.elements[name].disabled = false
    form.elements[name].value = value
  }
  form.requestSubmit()
}

// The board was drawn anew: whoever works with the keyboard goes on where it happened.
document.addEventListener('htmx:after:swap', () => {
  showGrips()
  const at = board()?.dataset.at
  if (at) document.getElementById(at)?.focus({ preventScroll: true })
})

function showGrips() {
  for (const grip of document.querySelectorAll('[data-grip]')) grip.hidden = false
}

whenReady(() => {
  showGrips()
  orderBallots()
})
