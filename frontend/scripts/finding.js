// The search box: what it does besides sending its form is fetched when somebody goes there. The key / leads to it.
import { closestTo } from './events.js'

const KEY = 'slash'

/** @param {KeyboardEvent} event */
function isTold(event) {
  if (
    event.key !== '/' ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    closestTo(event, 'input, textarea, select, [contenteditable]')
  )
    return false
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

document.addEventListener('focusin', (event) => {
  const place = closestTo(event, '[data-find]')
  if (place)
    import(place.dataset.find ?? '').then(
      ({ attend }) => attend(place),
      () => {},
    )
})
document.addEventListener('keydown', (event) => {
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = document.querySelectorAll('[data-find] input')
  const box = isTold(event) && [...boxes].find((one) => one.checkVisibility())
  if (!box) return
  event.preventDefault()
  box.select()
})
