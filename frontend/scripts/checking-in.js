// The check-in page: [data-check-in] around a list that comes from the site once, and works without a network from then on.
import { CheckIn } from './checking-in/check-in.js'
import { storeShell } from './checking-in/shell.js'
import { whenReady } from './ready.js'

whenReady(() => {
  /** @type {HTMLElement | null} */
  const root = document.querySelector('[data-check-in]')
  if (!root) return
  storeShell(root)
  new CheckIn(root).begin()
})
