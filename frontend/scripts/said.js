// The open boxes, where htmx sends them. A session that has ended, or a page whose protection has, answers with a page of
// its own: then the form is sent as it would be without scripts, and its text carried along.
import { closestTo } from './events.js'

document.addEventListener('htmx:before:response', (event) => {
  const { sourceElement, response } = event.detail.ctx
  if (response.status !== 401 && response.status !== 403) return
  event.preventDefault()
  if (sourceElement instanceof HTMLFormElement) HTMLFormElement.prototype.submit.call(sourceElement)
  else if (sourceElement.href) location.assign(sourceElement.href)
})

// A small box that is opened below something comes with its caret; Escape closes it while it is empty.
document.addEventListener('keydown', (event) => {
  const isLeaving = event.key === 'Escape' && !event.defaultPrevented
  const box = isLeaving && closestTo(event, '[id^="place-"] form.box')
  if (!box || box.querySelector('textarea')?.value.trim()) return
  /** @type {HTMLElement | null} */
  const opener = document.querySelector(`[hx-target="#${box.parentElement?.id}"]`)
  box.remove()
  opener?.focus()
})
