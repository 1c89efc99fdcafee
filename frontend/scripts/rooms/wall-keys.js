// The wall is steered by the keyboard alone.
import { rowsById } from './live-list.js'

/**
 * j and k go from question to question, other letters press the button of the one that is chosen.
 * @param {HTMLElement} live
 */
export function startKeys(live) {
  const wall = document.querySelector('[data-wall]')
  if (!wall) return
  /** @type {HTMLDialogElement | null} */
  const keys = wall.querySelector('dialog')
  /** @type {NodeListOf<HTMLButtonElement>} */
  const tools = wall.querySelectorAll('[data-full], [data-keys]')
  for (const tool of tools) tool.hidden = false
  wall.querySelector('[data-keys]')?.addEventListener('click', () => keys?.showModal())
  wall.querySelector('[data-full]')?.addEventListener('click', () => {
    if (document.fullscreenElement) document.exitFullscreen()
    else document.documentElement.requestFullscreen().catch(() => {})
  })
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys?.open) return
    if (event.key === 'j' || event.key === 'k') choose(live, event.key === 'j' ? 1 : -1)
    else if (/^[a-z?]$/.test(event.key)) press(wall, event.key)
  })
}

/**
 * @param {HTMLElement} live
 * @param {number} step
 */
function choose(live, step) {
  const rows = [...rowsById(live).values()]
  const place = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[Math.min(Math.max(place + step, 0), rows.length - 1)]
  next?.focus()
}

/**
 * @param {Element} wall
 * @param {string} key
 */
function press(wall, key) {
  const chosen = document.activeElement?.closest('[data-live-list] > *')
  const selector = `[data-key="${key}"]`
  /** @type {HTMLElement | null} */
  const button = chosen?.querySelector(selector) ?? wall.querySelector(`.wall-head ${selector}, .room-news ${selector}`)
  button?.click()
}
