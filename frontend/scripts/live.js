// Live parts (htmx) send the token of the page's forms, so that no inline script or attribute has to carry it.
document.addEventListener('htmx:config:request', (event) => {
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector('input[name="csrfmiddlewaretoken"]')
  if (field?.value) event.detail.ctx.request.headers['X-CSRFToken'] = field.value
})
