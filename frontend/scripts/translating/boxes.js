// The box of a paragraph that has the focus is the editor of pages, with its tools above it. There is one editor, which goes
// from box to box: the others stay text areas, so that a text of eighty paragraphs is as quick as one of two.
import { closestTo } from '../events.js'
import { isPressed } from './pressed.js'

/** @import { Surface } from '../../editor/surface/types.d.ts' */
/** @typedef {{ mount(box: HTMLTextAreaElement): Promise<Surface | null>, move(surface: Surface, box: HTMLTextAreaElement): void }} Editor */

/** @type {Promise<Editor> | null} */
let fetched = null
/** @type {Promise<Surface | null> | null} */
let mounted = null
let isComposing = false

/** @param {HTMLFormElement} form */
const fetchEditor = (form) =>
  (fetched ??= import(form.dataset.editorScript ?? '').catch((problem) => {
    fetched = null
    throw problem
  }))

addEventListener('load', () => {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector('form[data-editor-script]')
  if (form) setTimeout(() => begin(form), 500)
})

// Where the tools stand at a text from the beginning, that is the first to have them.
/** @param {HTMLFormElement} form */
async function begin(form) {
  const editor = await fetchEditor(form).catch(() => null)
  const tools = form.querySelector('.field > [data-editor-bar]')
  /** @type {HTMLTextAreaElement | null | undefined} */
  const box = tools?.parentElement?.querySelector('textarea[data-paragraph]')
  if (editor && box && !mounted) enter(box, () => true)
}

document.addEventListener('focusin', (event) => enterLater(boxOf(event)))
// Not while words are being selected by the mouse, or put together by an input method: then when that is done.
for (const lifted of ['pointerup', 'pointercancel'])
  document.addEventListener(lifted, () => enterLater(boxOf({ target: document.activeElement })), true)
document.addEventListener('compositionstart', () => (isComposing = true))
document.addEventListener('compositionend', (event) => {
  isComposing = false
  enterLater(boxOf(event))
})

/**
 * @param {{ target: EventTarget | null }} event
 * @returns {HTMLTextAreaElement | null}
 */
function boxOf(event) {
  return closestTo(/** @type {Event} */ (event), 'form[data-editor-script] textarea[data-paragraph]')
}

/** @param {HTMLTextAreaElement | null} box */
function enterLater(box) {
  if (box && !box.richEditor) requestAnimationFrame(() => enter(box))
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {(box: HTMLTextAreaElement) => boolean} isWanted
 */
async function enter(box, isWanted = isStill) {
  const { form } = box
  if (!form) return
  try {
    const editor = await fetchEditor(form)
    if (!isWanted(box)) return
    const top = box.getBoundingClientRect().top
    if (!mounted) {
      bringTools(form, box)
      box.dataset.editor = ''
      mounted = editor.mount(box)
      if (await mounted) stayAt(top, box)
      return
    }
    const surface = await mounted
    if (!surface || !isStill(box)) return
    bringTools(form, box)
    editor.move(surface, box)
    stayAt(top, box)
  } catch (problem) {
    console.warn(problem) // the text area stays what it is
  }
}

/** @param {HTMLTextAreaElement} box */
const isStill = (box) => document.activeElement === box && !box.richEditor && !isPressed() && !isComposing

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} box
 */
function bringTools(form, box) {
  const tools = form.querySelectorAll('[data-editor-bar], [data-table-bar]')
  if ('toolsAtText' in form.dataset) box.before(...tools)
  else box.closest('.field')?.before(...tools)
}

/**
 * What was above it, and is gone, moves nothing under the hand.
 * @param {number} top
 * @param {HTMLTextAreaElement} box
 */
function stayAt(top, box) {
  const place = box.hidden ? box.previousElementSibling : box
  if (place) scrollBy({ top: place.getBoundingClientRect().top - top, behavior: 'instant' })
}
