// Choosing passages of a text: words that are selected tick the sentences that hold them.
const text = document.querySelector('.choose-text')
let begun = null

text?.addEventListener('pointerdown', () => {
  begun = null
})

text?.addEventListener('pointerup', () => {
  const selection = getSelection()
  if (selection.isCollapsed || !selection.rangeCount || !selection.toString().trim()) return
  const range = selection.getRangeAt(0)
  begun = [...text.querySelectorAll('label')].filter((label) => range.intersectsNode(label.querySelector('.voice')))
  for (const label of begun) label.control.checked = true
  selection.removeAllRanges()
})

// The press that ended the selection would tick or untick the sentence under it once more.
text?.addEventListener('click', (event) => {
  if (!begun?.length) return
  event.preventDefault()
  const labels = begun
  begun = null
  setTimeout(() => {
    for (const label of labels) label.control.checked = true
  })
})
