// Alt and Enter says "still right" and leads to the next paragraph that is to be looked at. What a similar one was called
// before goes into the box at a click.
import { closestTo } from '../events.js'
import { textIn } from './text.js'

const UNDONE = '.paragraph.missing, .paragraph.outdated, .paragraph:has([name^="still_"])'

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey) return
  const paragraph = closestTo(event, '.paragraph')
  if (!paragraph) return
  event.preventDefault()
  /** @type {HTMLInputElement | null} */
  const still = paragraph.querySelector('[name^="still_"]')
  if (still && !still.checked) still.click()
  next(paragraph)?.focus()
})

document.addEventListener('click', (event) => {
  const wording = closestTo(event, '[data-take-wording]')?.dataset.takeWording
  /** @type {HTMLTextAreaElement | HTMLInputElement | null | undefined} */
  const box = closestTo(event, '.paragraph, [data-takes-wording]')?.querySelector('textarea, input')
  if (wording === undefined || !box) return
  if ('richEditor' in box && box.richEditor) {
    box.richEditor.replace(wording)
    box.richEditor.focus()
    return
  }
  box.focus()
  box.setRangeText(wording, 0, box.value.length, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
})

/**
 * The box of the next paragraph that is to be looked at; the button that saves after the last.
 * @param {Element} paragraph
 * @returns {HTMLElement | null}
 */
function next(paragraph) {
  const form = paragraph.closest('form')
  const undone = [...(form?.querySelectorAll(UNDONE) ?? [])]
  const after = undone.find(
    (one) => paragraph.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !isDone(one),
  )
  return after?.querySelector('textarea') ?? form?.querySelector('.save-bar [type=submit]:not([form])') ?? null
}

/**
 * Somebody has said that it is still right, or has written something where nothing was.
 * @param {Element} paragraph
 */
function isDone(paragraph) {
  /** @type {HTMLInputElement | null} */
  const still = paragraph.querySelector('[name^="still_"]')
  if (still) return still.checked
  return Boolean(textIn(paragraph).trim())
}
