// A sentence starter (.start) puts its words into the box of its form and leaves the caret behind them.
document.addEventListener('click', (event) => {
  const starter = event.target.closest('button.start')
  if (!starter) return
  const box = document.getElementById(starter.dataset.into) ?? starter.form?.querySelector('textarea:not(.ti)')
  if (!box) return
  event.preventDefault()
  const words = `${starter.textContent.trim().replace(/\s*(…|\.\.\.)$/, '')} `
  const before = box.value && !box.value.endsWith('\n') ? '\n\n' : ''
  box.focus()
  box.setSelectionRange(box.value.length, box.value.length)
  box.setRangeText(before + words, box.value.length, box.value.length, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
})
