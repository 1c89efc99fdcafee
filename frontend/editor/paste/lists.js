// Lists whose nesting is said by a level (Word, Word on the web) are put together here; so are lists inside lists that
// stand beside their item instead of in it (LibreOffice, Google Docs).

/** @import { Item, Level } from './types.d.ts' */

/**
 * Items {level, kind, start, blocks} in their order, as nested lists.
 * @param {Item[]} items
 * @param {Document} document
 * @returns {Element[]}
 */
export function nest(items, document) {
  /** @type {Element[]} */
  const roots = []
  /** @type {Level[]} */
  const open = [] // the lists that are open, outermost first
  for (const item of items) {
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop()
    if (open.at(-1)?.level === item.level && open.at(-1)?.list.localName !== item.kind) open.pop()
    if (open.at(-1)?.level !== item.level)
      open.push({ level: item.level, list: begin(item, open.at(-1), roots, document) })
    open[open.length - 1].list.append(listItem(item.blocks, document))
  }
  return roots
}

/**
 * @param {Item} item
 * @param {Level | undefined} outer
 * @param {Element[]} roots
 * @param {Document} document
 */
function begin(item, outer, roots, document) {
  const list = document.createElement(item.kind)
  if (item.kind === 'ol' && item.start > 1) list.setAttribute('start', String(item.start))
  if (outer) outer.list.lastElementChild?.append(list)
  else roots.push(list)
  return list
}

/**
 * @param {Element[]} blocks
 * @param {Document} document
 */
export function listItem(blocks, document) {
  const item = document.createElement('li')
  item.append(...blocks)
  return item
}

/**
 * The level that an item of a list names itself, as Word on the web writes it; 0 where nesting says it.
 * @param {Element} item
 */
export function namedLevel(item) {
  if (item.parentElement?.parentElement?.closest('ul, ol')) return 0
  return Number(item.getAttribute('data-aria-level') ?? item.getAttribute('aria-level') ?? 0)
}

/**
 * The list with its items: an item that holds nothing but a list, and a list beside the items, join the item before.
 * @param {Element[][]} entries
 * @param {string} kind
 * @param {number} start
 * @param {Document} document
 */
export function listFrom(entries, kind, start, document) {
  const list = document.createElement(kind)
  if (kind === 'ol' && start > 1) list.setAttribute('start', String(start))
  for (const blocks of entries) {
    const isOnlyLists = blocks.length > 0 && blocks.every((block) => /^(ul|ol)$/.test(block.localName))
    if (isOnlyLists && list.lastElementChild) list.lastElementChild.append(...blocks)
    else if (isOnlyLists) return liftOut(blocks)
    else if (blocks.length) list.append(listItem(blocks, document))
  }
  return list.childElementCount ? list : null
}

// A list that begins with a deeper list has no item to hold it: the deeper one stands for both.
/** @param {Element[]} lists */
function liftOut([first]) {
  return first
}
