// What htmx asked for is refused where somebody has too much under way at once (429): nothing is put in the place of what
// stands there, so that no word that was typed is lost; why is seen and said aloud, until one goes on.
let told = null

document.addEventListener('htmx:before:response', (event) => {
  const { response } = event.detail.ctx
  if (response.status !== 429) return
  event.preventDefault()
  response.raw.text().then(tell)
})

document.addEventListener('htmx:before:request', () => told?.remove())

function tell(words) {
  told?.remove()
  told = document.createElement('div')
  told.className = 'toast refused'
  told.setAttribute('role', 'alert')
  document.body.append(told)
  told.textContent = words
}
