// What htmx asked for is refused where somebody has too much under way at once (429): nothing is put in the place of what
// stands there, so that no word that was typed is lost; why is seen and said aloud, until one goes on.
/** @type {HTMLElement | null} */
let told = null

document.addEventListener('htmx:before:response', (event) => {
  const { response } = event.detail.ctx
  if (response.status !== 429) return
  event.preventDefault()
  response.raw.text().then(tell)
})

document.addEventListener('htmx:before:request', () => told?.remove())

/** @param {string} words */
function tell(words) {
  told?.remove()
  const toast = document.createElement('div')
  toast.className = 'toast refused'
  toast.setAttribute('role', 'alert')
  document.body.append(toast)
  toast.textContent = words
  told = toast
}
