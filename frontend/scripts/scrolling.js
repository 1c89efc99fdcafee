// A table or code that scrolls sideways is a stop of the Tab key, so that arrows scroll it in every browser.
const BOXES = '.text table, .text pre'

export function reachWhatScrolls() {
  const look = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = document.querySelectorAll(BOXES)
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute('tabindex')
    }
  }
  look()
  addEventListener('resize', look)
}
