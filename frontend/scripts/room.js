// The questions of a room, live. Rows that are there change where they stand and never move by themselves; what is new is
// counted in a button, which shows it and sorts again. Without this file every act is a form that is sent, and the list is
// as new as the page.
import { whenReady } from './ready.js'
import { LiveList } from './rooms/live-list.js'
import { startKeys } from './rooms/wall-keys.js'

whenReady(() => {
  /** @type {HTMLElement | null} */
  const live = document.querySelector('[data-live]')
  if (!live) return
  new LiveList(live).start()
  startKeys(live)
})
