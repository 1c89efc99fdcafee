// Dragging by pointer: a mouse, a finger, a pen. A press that hardly moves is no drag; Escape gives up.
const FAR = 6
const EDGE = 60

let drag = null

export function dragged(grips, how) {
  document.addEventListener('pointerdown', (event) => {
    const grip = event.target.closest?.(grips)
    const part = grip && how.within(grip)
    if (!part || event.button !== 0 || drag) return
    drag = { how, part, x: event.clientX, y: event.clientY, id: event.pointerId, over: null, ghost: null }
    event.preventDefault()
  })
}

document.addEventListener('pointermove', (event) => {
  if (!drag || event.pointerId !== drag.id) return
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return
  if (!drag.ghost) begin()
  // Not `translate`: whoever asked for less motion has none, and it would stay in the corner.
  drag.ghost.style.left = `${event.clientX + 12}px`
  drag.ghost.style.top = `${event.clientY + 12}px`
  aim(drag.how.target(document.elementFromPoint(event.clientX, event.clientY)))
  drag.how.over?.(drag.part, drag.over, event)
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

function begin() {
  drag.ghost = Object.assign(document.createElement('div'), { className: 'dragged', ariaHidden: 'true' })
  drag.ghost.textContent = drag.how.name(drag.part)
  document.body.append(drag.ghost)
  drag.part.classList.add('is-dragged')
  drag.how.begin?.()
}

function aim(over) {
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
