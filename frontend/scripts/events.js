/**
 * The element that an event came from, or the nearest one around it, that a selector matches.
 * @template {HTMLElement} [Found=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @returns {Found | null}
 */
export function closestTo({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null
}
