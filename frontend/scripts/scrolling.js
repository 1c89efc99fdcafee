// A table or code that scrolls sideways is a stop of the Tab key, so that arrows scroll it in every browser.
const BOXES = '.text table, .text pre'

export function reachWhatScrolls() {
  const look = () => {
    for (const box of document.querySelectorAll(BOXES)) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute('tabindex')
    }
  }
  look()
  addEventListener('resize', look)
}
