// Choosing passages of a text: words that are selected tick the sentences that hold them.
const text = document.querySelector('.choose-text')
/** @type {HTMLLabelElement[] | null} */
let begun = null

text?.addEventListener('pointerdown', () => {
  begun = null
})

text?.addEventListener('pointerup', () => {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount || !selection.toString().trim()) return
  const range = selection.getRangeAt(0)
  begun = [...text.querySelectorAll('label')].filter((label) => range.intersectsNode(wordsOf(label)))
  for (const label of begun) tick(label)
  selection.removeAllRanges()
})

// The press that ended the selection would tick or untick the sentence under it once more.
text?.addEventListener('click', (event) => {
  if (!begun?.length) return
  event.preventDefault()
  const labels = begun
  begun = null
  setTimeout(() => {
    for (const label of labels) tick(label)
  })
})

/** @param {HTMLLabelElement} label */
function wordsOf(label) {
  return /** @type {Element} */ (label.querySelector('.voice'))
}

/** @param {HTMLLabelElement} label */
function tick(label) {
  const box = /** @type {HTMLInputElement} */ (label.control)
  box.checked = true
}
