// <a data-unfold="rows" href="…all rows…">: shows the hidden rows in place, goes away, and leaves the focus on them.
import { closestTo } from './events.js'

document.addEventListener('click', (event) => {
  const opener = closestTo(event, '[data-unfold]')
  const rows = opener && document.getElementById(opener.dataset.unfold ?? '')
  if (!rows) return
  event.preventDefault()
  rows.hidden = false
  rows.tabIndex = -1
  rows.focus()
  ;(opener.closest('.skip-row') ?? opener).remove()
})
