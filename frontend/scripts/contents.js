// In a table of contents the part that one is reading is marked: aria-current on its link.
const LISTS = '.side-toc, .tips-nav, [data-contents]'

export function followContents() {
  for (const list of document.querySelectorAll(LISTS)) follow(list)
}

/** @param {Element} list */
function follow(list) {
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map()
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const all = list.querySelectorAll('a[href^="#"]')
  for (const link of all) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (part) links.set(part, link)
  }
  if (!links.size) return
  const passed = new Set()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, boundingClientRect, isIntersecting } of entries) {
        // What has come above the upper third has been reached, wherever it is by now.
        if (isIntersecting || boundingClientRect.top < innerHeight / 3) passed.add(target)
        else passed.delete(target)
      }
      mark(
        links,
        [...links.keys()].findLast((part) => passed.has(part)),
      )
    },
    { rootMargin: '0px 0px -67% 0px' },
  )
  for (const part of links.keys()) observer.observe(part)
}

/**
 * @param {Map<Element, HTMLAnchorElement>} links
 * @param {Element | undefined} current
 */
function mark(links, current) {
  for (const [part, link] of links) {
    if (part === current) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
}
