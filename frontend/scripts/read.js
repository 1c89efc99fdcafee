// Says once that the page was before somebody's eyes for a while: <form data-read="8" hidden>, seconds.
/** @type {HTMLFormElement | null} */
const form = document.querySelector('form[data-read]')
let seconds = 0
const clock =
  form &&
  setInterval(() => {
    if (document.hidden || ++seconds < Number(form.dataset.read)) return
    clearInterval(clock ?? undefined)
    fetch(form.action, { method: 'POST', body: new FormData(form), keepalive: true }).catch(() => {})
  }, 1000)
