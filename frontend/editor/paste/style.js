// Styles are read as they were written (parse.js has renamed the attribute): mso-… properties are unknown to browsers.

/**
 * The declarations of an element's style: lower-case names, trimmed values.
 * @param {Element} element
 * @returns {Record<string, string>}
 */
export function stylesOf(element) {
  /** @type {Record<string, string>} */
  const styles = {}
  for (const declaration of (element.getAttribute('data-style') ?? '').split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0) styles[declaration.slice(0, colon).trim().toLowerCase()] = declaration.slice(colon + 1).trim()
  }
  return styles
}

/** @param {HTMLElement} element */
export function isHidden(element) {
  const styles = stylesOf(element)
  return (
    element.hidden ||
    element.getAttribute('aria-hidden') === 'true' ||
    styles.display === 'none' ||
    styles.visibility === 'hidden' ||
    styles['mso-hide'] === 'all'
  )
}
