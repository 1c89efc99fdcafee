// <button data-preview="panel" data-url="…">: the form is posted there and the answer shown in #panel, without leaving.
// The button may also carry formaction: without scripts the same address answers with a page of its own.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-preview]')
  const panel = button && document.getElementById(button.dataset.preview)
  const address = button && (button.dataset.url || button.getAttribute('formaction'))
  if (!panel || !address) return
  event.preventDefault()
  panel.setAttribute('aria-busy', 'true')
  try {
    panel.replaceChildren(...(await answerOf(address, button.form, panel.id)))
  } catch {
    panel.textContent = button.dataset.failed ?? ''
  }
  panel.hidden = false
  panel.removeAttribute('aria-busy')
  panel.tabIndex = -1
  panel.focus({ preventScroll: true })
  panel.scrollIntoView({ block: 'nearest' })
})

async function answerOf(address, form, id) {
  const response = await fetch(address, { method: 'POST', body: new FormData(form), headers: { 'HX-Request': 'true' } })
  const document = new DOMParser().parseFromString(await response.text(), 'text/html')
  if (!response.ok && !document.body.childElementCount) throw new Error(response.statusText)
  // A whole page may answer as well as a fragment: then its own panel is taken.
  return (document.getElementById(id) ?? document.body).childNodes
}
