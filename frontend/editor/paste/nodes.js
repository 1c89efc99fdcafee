// What kind of node one has before one.
const CONTAINERS =
  'address article aside body blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
export const BLOCK = CONTAINERS.split(' ').join(',')

/**
 * @param {Node} node
 * @returns {node is HTMLElement}
 */
export const isElement = (node) => node.nodeType === Node.ELEMENT_NODE

/**
 * @param {Node} node
 * @returns {node is Text}
 */
export const isText = (node) => node.nodeType === Node.TEXT_NODE

// An inline element around blocks (the <b> that Google Docs puts around everything) only holds them.
/** @param {Element} element */
export function isBlock(element) {
  return element.matches(BLOCK) || element.querySelector(BLOCK) !== null
}

/** @param {Element} element */
export function headingLevel(element) {
  if (/^h[1-6]$/.test(element.localName)) return Number(element.localName[1])
  if (element.getAttribute('role') === 'heading') return Math.min(Number(element.getAttribute('aria-level')) || 2, 6)
  if (/\bMsoTitle\b/.test(element.className)) return 1
  return 0
}

/** @param {Element} list */
export const startOf = (list) => Number(list.getAttribute('start') ?? 1)

/** @param {Element} child */
export function wrapped(child) {
  const holder = child.ownerDocument.createElement('div')
  child.replaceWith(holder)
  holder.append(child)
  return holder
}
