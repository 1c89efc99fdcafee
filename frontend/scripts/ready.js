/**
 * Runs at once when the document is parsed, else when it is.
 * @param {() => void} act
 */
export function whenReady(act) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act, { once: true })
  else act()
}
