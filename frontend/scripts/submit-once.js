// <form data-once>: a second press sends nothing. The button waits, and is given back when one returns to the page.
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target)
  if (!form.matches('form[data-once]') || event.defaultPrevented) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = 'yes'
  // After the event: a button disabled earlier would not send its own name and value.
  setTimeout(() => setButtons(form, true))
})

addEventListener('pageshow', () => {
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll('form[data-once]')
  for (const form of forms) {
    delete form.dataset.sent
    setButtons(form, false)
  }
})

/**
 * @param {HTMLFormElement} form
 * @param {boolean} waiting
 */
function setButtons(form, waiting) {
  for (const button of /** @type {Iterable<HTMLButtonElement>} */ (form.elements)) {
    if (button.type !== 'submit') continue
    if (waiting && !button.disabled) button.dataset.waits = ''
    if ('waits' in button.dataset) button.disabled = waiting
    if (!waiting) delete button.dataset.waits
  }
}
