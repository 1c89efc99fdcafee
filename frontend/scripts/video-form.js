// <input type="file" data-largest="50000000">: a file that is larger is refused before any of it is sent, so that nothing that
// was typed is lost on the way.
document.addEventListener('change', (event) => {
  const field = event.target
  if (!(field instanceof HTMLInputElement) || !field.dataset.largest) return
  const isTooLarge = [...(field.files ?? [])].some((file) => file.size > Number(field.dataset.largest))
  const told = field.closest('.field')?.querySelector('[data-too-large]')
  if (told instanceof HTMLElement) told.hidden = !isTooLarge
  field.setCustomValidity(isTooLarge ? (told?.textContent?.trim() ?? '') : '')
})
