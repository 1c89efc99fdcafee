// While one writes on a telephone, the tools stand on its keyboard, in one row that is pushed along with the thumb.
const SMALLEST_KEYBOARD = 120

/**
 * @param {HTMLElement[]} bars
 * @param {() => boolean} isWriting
 */
export function standOnKeyboard(bars, isWriting) {
  const viewport = window.visualViewport
  if (!viewport) return
  const place = () => {
    const page = document.documentElement.clientHeight
    const isUp = isWriting() && viewport.scale < 1.1 && page - viewport.height > SMALLEST_KEYBOARD
    for (const bar of bars) {
      bar.classList.toggle('on-keyboard', isUp)
      bar.style.setProperty('--keyboard', `${Math.max(0, page - viewport.height - viewport.offsetTop)}px`)
    }
  }
  for (const moved of ['resize', 'scroll']) viewport.addEventListener(moved, place)
  for (const turned of ['focusin', 'focusout']) document.addEventListener(turned, () => requestAnimationFrame(place))
}
