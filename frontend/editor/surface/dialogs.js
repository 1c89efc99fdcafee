// The small dialogs of the editor: opened over the text, closed by their button, Esc, or a press beside them; the caret is where
// it was.

/**
 * Makes the buttons of a dialog work; `closed` runs after it was closed, in whatever way.
 * @param {HTMLDialogElement} dialog
 * @param {() => void} closed
 */
export function prepare(dialog, closed) {
  // Whoever presses inside and lets go beside it, to select what stands in a box, has not pressed beside it.
  let isBeside = false
  dialog.addEventListener('pointerdown', ({ target }) => {
    isBeside = target === dialog
  })
  dialog.addEventListener('click', ({ target }) => {
    const isMeant = target === dialog ? isBeside : /** @type {Element} */ (target).closest('[data-close]')
    if (isMeant) dialog.close()
  })
  dialog.addEventListener('close', closed)
}

/**
 * Says what is wrong with a field and leads to it; without words it is right again.
 * @param {HTMLElement} input
 * @param {HTMLElement} line
 * @param {string | undefined} words
 */
export function complain(input, line, words) {
  line.hidden = !words
  if (words) /** @type {HTMLElement} */ (line.querySelector('span')).textContent = words
  input.classList.toggle('bad', Boolean(words))
  if (words) input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
  if (words) input.focus()
}
