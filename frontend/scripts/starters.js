// A sentence starter (.start) puts its words into the box of its form and leaves the caret behind them.
import { closestTo } from './events.js'

document.addEventListener('click', (event) => {
  const starter = /** @type {HTMLButtonElement | null} */ (closestTo(event, 'button.start'))
  if (!starter) return
  const box = document.getElementById(starter.dataset.into ?? '') ?? starter.form?.querySelector('textarea:not(.ti)')
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return
  event.preventDefault()
  const words = `${starter.textContent.trim().replace(/\s*(…|\.\.\.)$/, '')} `
  const before = box.value && !box.value.endsWith('\n') ? '\n\n' : ''
  box.focus()
  box.setSelectionRange(box.value.length, box.value.length)
  box.setRangeText(before + words, box.value.length, box.value.length, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
})
