// Dragging by pointer: a mouse, a finger, a pen. A press that hardly moves is no drag; Escape gives up.
import { closestTo } from './events.js'

/** @import { Drag, Dragging } from './types.d.ts' */

const FAR = 6
const EDGE = 60

/** @type {Drag | null} */
let drag = null

/**
 * @param {string} grips
 * @param {Dragging} how
 */
export function dragged(grips, how) {
  document.addEventListener('pointerdown', (event) => {
    const grip = closestTo(event, grips)
    const part = grip && how.within(grip)
    if (!part || event.button !== 0 || drag) return
    drag = { how, part, x: event.clientX, y: event.clientY, id: event.pointerId, over: null, ghost: null }
    event.preventDefault()
  })
}

document.addEventListener('pointermove', (event) => {
  if (!drag || event.pointerId !== drag.id) return
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return
  const ghost = drag.ghost ?? begin(drag)
  // Not `translate`: whoever asked for less motion has none, and it would stay in the corner.
  ghost.style.left = `${event.clientX + 12}px`
  ghost.style.top = `${event.clientY + 12}px`
  const under = document.elementFromPoint(event.clientX, event.clientY)
  aim(drag, under && drag.how.target(under))
  if (event.clientY < EDGE) scrollBy(0, -12)
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, 12)
})

document.addEventListener('pointerup', (event) => {
  if (!drag || event.pointerId !== drag.id) return
  const { how, part, over, ghost } = drag
  stop()
  if (ghost) how.drop(part, over)
})

document.addEventListener('pointercancel', stop)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && drag) stop()
})

/** @param {Drag} drag */
function begin(drag) {
  const ghost = Object.assign(document.createElement('div'), { className: 'dragged', ariaHidden: 'true' })
  drag.ghost = ghost
  ghost.textContent = drag.how.name(drag.part) ?? ''
  document.body.append(ghost)
  drag.part.classList.add('is-dragged')
  drag.how.begin?.()
  return ghost
}

/**
 * @param {Drag} drag
 * @param {HTMLElement | null} over
 */
function aim(drag, over) {
  if (over === drag.over) return
  drag.over?.classList.remove('aimed-at', 'refusing')
  drag.over = over
  if (over) over.classList.add(drag.how.may(drag.part, over) ? 'aimed-at' : 'refusing')
}

function stop() {
  if (!drag) return
  drag.over?.classList.remove('aimed-at', 'refusing')
  drag.part.classList.remove('is-dragged')
  drag.ghost?.remove()
  drag.how.end?.()
  drag = null
}
