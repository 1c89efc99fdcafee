// The board of a theme and the ballot: what is dragged does what a button beside it does, and what came of it is said.
import { dragged } from './dragging.js'
import { orderBallots } from './ballot.js'
import { whenReady } from './ready.js'

/** @import { MoveForm, TakeForm } from './types.d.ts' */

/** @returns {HTMLElement | null} */
const board = () => document.querySelector('[data-board]')
const told = (text = '') => {
  const region = document.getElementById('board-told')
  if (region) region.textContent = text
}

dragged('[data-board] [data-grip]', {
  within: (grip) => grip.closest('[data-candidate], [data-tip]'),
  target: (under) => under.closest('[data-place]'),
  name: (part) => part.dataset.name,
  begin: () => document.documentElement.classList.add('is-dragging'),
  end: () => document.documentElement.classList.remove('is-dragging'),
  may: (part, place) => place !== part && !(part.matches('[data-candidate]') && place.dataset.tip),
  drop: (part, place) => {
    if (!place || place === part) return told(board()?.dataset.nowhere)
    return part.matches('[data-candidate]') ? take(part, place) : move(part, place)
  },
})

/**
 * @param {HTMLElement} candidate
 * @param {HTMLElement} place
 */
function take(candidate, place) {
  /** @type {TakeForm | null} */
  const form = candidate.querySelector('[data-take]')
  const choice = form?.elements.number
  const { place: number = '', tip } = place.dataset
  if (tip || !choice) return told(board()?.dataset.taken?.replace('{place}', number))
  choice.value = number
  form.requestSubmit()
}

/**
 * @param {HTMLElement} part
 * @param {HTMLElement} place
 */
function move(part, place) {
  /** @type {MoveForm | null} */
  const form = document.querySelector('#moving')
  if (!form) return
  const { tip, number } = form.elements
  tip.disabled = number.disabled = false
  tip.value = part.dataset.tip ?? ''
  number.value = place.dataset.place ?? ''
  form.requestSubmit()
}

// The board was drawn anew: whoever works with the keyboard goes on where it happened.
document.addEventListener('htmx:after:swap', () => {
  showGrips()
  const at = board()?.dataset.at
  if (at) document.getElementById(at)?.focus({ preventScroll: true })
})

function showGrips() {
  /** @type {NodeListOf<HTMLElement>} */
  const grips = document.querySelectorAll('[data-grip]')
  for (const grip of grips) grip.hidden = false
}

whenReady(() => {
  showGrips()
  orderBallots()
})
