// <a data-seek="12" data-until="15">: has the video play from there; the lines that are said now are marked. Without this
// script the link opens the file at that moment.
import { closestTo } from './events.js'

const player = document.querySelector('video')
const lines = [...document.querySelectorAll('[data-seek]')].filter((line) => line instanceof HTMLElement)

document.addEventListener('click', (event) => {
  const line = closestTo(event, '[data-seek]')
  if (!line || !player) return
  event.preventDefault()
  player.currentTime = Number(line.dataset.seek)
  player.play().catch(() => {}) // a browser that lets nothing play shows the moment all the same
})

player?.addEventListener('timeupdate', () => {
  for (const line of lines) {
    const isNow = Number(line.dataset.seek) <= player.currentTime && player.currentTime < Number(line.dataset.until)
    if (isNow) line.setAttribute('aria-current', 'true')
    else line.removeAttribute('aria-current')
  }
})
