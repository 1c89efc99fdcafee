// Live parts (htmx) send the token of the page's forms, so that no inline script or attribute has to carry it.
document.addEventListener('htmx:config:request', (event) => {
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]')?.value
  if (token) event.detail.ctx.request.headers['X-CSRFToken'] = token
})
